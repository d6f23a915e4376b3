package com.moalog.server.login.model;

import com.moalog.server.model.MemberId;
import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One token of a family, as stored. A family begins with a login; each refresh adds a token and
 * rotates the one before. Times are UTC.
 *
 * @param hash SHA-256 of the token in hexadecimal
 * @param family what all tokens of one login share
 * @param member whose login it is
 * @param expiresAt when it ends
 * @param rotatedAt when it was exchanged for the next one
 * @param revokedAt when its family was logged out or found stolen
 */
public record RefreshToken(
    String hash,
    String family,
    MemberId member,
    LocalDateTime expiresAt,
    @Nullable LocalDateTime rotatedAt,
    @Nullable LocalDateTime revokedAt) {

  /**
   * How long a rotated token still works, for browsers that refresh in several tabs at once. After
   * that, presenting it again means that it was copied.
   */
  public static final Duration GRACE = Duration.ofSeconds(10);

  /** What follows when this token is presented. */
  public Verdict verdict(LocalDateTime now) {
    if (revokedAt != null) {
      return Verdict.LOGGED_OUT;
    }
    if (!now.isBefore(expiresAt)) {
      return Verdict.EXPIRED;
    }
    if (rotatedAt != null && now.isAfter(rotatedAt.plus(GRACE))) {
      return Verdict.STOLEN;
    }
    return Verdict.GOOD;
  }

  /** What follows when a token is presented. */
  public enum Verdict {
    /** It is exchanged for the next token of the family. */
    GOOD,
    /** Its time is over. */
    EXPIRED,
    /** Its family was ended. */
    LOGGED_OUT,
    /** It was exchanged long ago: the whole family ends, whoever holds its tokens. */
    STOLEN
  }
}
