package com.moalog.server.session;

import com.moalog.server.model.MemberId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Issues and checks the short-lived tokens that prove who calls. Thread-safe. */
public final class AccessTokens {

  private final JsonWebTokens tokens;
  private final Clock clock;
  private final Duration lifetime;
  private final VerifiedTokens verified = new VerifiedTokens();

  AccessTokens(JsonWebTokens tokens, Clock clock, Duration lifetime) {
    this.tokens = tokens;
    this.clock = clock;
    this.lifetime = lifetime;
  }

  /** A new token for the member. */
  public String issue(MemberId member) {
    long now = clock.instant().getEpochSecond();
    String subject = Long.toString(member.value());
    return tokens.sign(
        new Claims(subject, now, now + lifetime.toSeconds(), null, null, null, Claims.ACCESS));
  }

  /** Whom a valid access token names, and until when it lets them in. */
  Optional<Caller> callerOf(String token) {
    if (token.length() > JsonWebTokens.LENGTH_LIMIT) {
      return Optional.empty();
    }
    Instant latest = clock.instant().minusSeconds(JsonWebTokens.LEEWAY_SECONDS + 1);
    return verified.find(token, () -> read(token)).filter(caller -> caller.end().isAfter(latest));
  }

  private Optional<Caller> read(String token) {
    return tokens
        .read(token, Claims.ACCESS)
        .flatMap(claims -> subject(claims).map(member -> new Caller(member, end(claims))));
  }

  private static Instant end(Claims claims) {
    Long seconds = claims.exp();
    return seconds == null ? Instant.EPOCH : Instant.ofEpochSecond(seconds);
  }

  /** Who calls. */
  record Caller(MemberId member, Instant end) {}

  /** The member id in the subject, if it is one. */
  public static Optional<MemberId> subject(Claims claims) {
    try {
      return Optional.of(new MemberId(Long.parseLong(String.valueOf(claims.sub()))));
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }
}
