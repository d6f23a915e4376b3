package com.moalog.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.login.model.RefreshToken;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.session.Claims;
import com.moalog.server.session.JsonWebTokens;
import com.moalog.server.session.TokenSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps refresh tokens by their hash, so that a copy of the table opens no session. Thread-safe;
 * takes part in the caller's transaction.
 */
final class RefreshTokens {

  private final JdbcClient database;
  private final JsonWebTokens tokens;
  private final Clock clock;
  private final Duration lifetime;

  RefreshTokens(JdbcClient database, JsonWebTokens tokens, Clock clock, TokenSettings settings) {
    this.database = database;
    this.tokens = tokens;
    this.clock = clock;
    this.lifetime = settings.refreshLifetime();
  }

  /** The first token of a new family. */
  String begin(MemberId member) {
    return issue(member, UUID.randomUUID().toString());
  }

  /** The next token of a family. */
  String next(RefreshToken current) {
    database
        .sql(
            "UPDATE refresh_token SET rotated_at = COALESCE(rotated_at, :now) WHERE token_hash = :hash")
        .param("now", KoreanTime.nowInUtc(clock))
        .param("hash", current.hash())
        .update();
    return issue(current.member(), current.family());
  }

  /** What the token says, if it is a refresh token of ours whose time has not passed. */
  Optional<Claims> read(String token) {
    return tokens.read(token, Claims.REFRESH);
  }

  /** The stored token, locked until the transaction ends. */
  Optional<RefreshToken> lock(String token) {
    return database
        .sql(
            """
            SELECT token_hash, family_id, member_id, expires_at, rotated_at, revoked_at
            FROM refresh_token WHERE token_hash = :hash FOR UPDATE
            """)
        .param("hash", hash(token))
        .query(RefreshTokens::token)
        .optional();
  }

  /** Ends a family. */
  void revokeFamily(String family) {
    database
        .sql(
            """
            UPDATE refresh_token SET revoked_at = :now
            WHERE family_id = :family AND revoked_at IS NULL
            """)
        .param("now", KoreanTime.nowInUtc(clock))
        .param("family", family)
        .update();
  }

  /**
   * Takes the one token that the original server stored in clear text for a member; true when it is
   * the presented one. It is honoured once.
   */
  boolean takeOriginal(MemberId member, String token) {
    return database
            .sql(
                """
                UPDATE member SET refresh_token = NULL, refresh_token_expires_at = NULL
                WHERE member_id = :member AND refresh_token = BINARY :token
                  AND refresh_token_expires_at > :now
                """)
            .param("member", member.value())
            .param("token", token)
            .param("now", KoreanTime.nowInUtc(clock))
            .update()
        == 1;
  }

  private String issue(MemberId member, String family) {
    long now = clock.instant().getEpochSecond();
    String token =
        tokens.sign(
            new Claims(
                Long.toString(member.value()),
                now,
                now + lifetime.toSeconds(),
                UUID.randomUUID().toString(),
                null,
                null,
                Claims.REFRESH));
    LocalDateTime issuedAt = KoreanTime.nowInUtc(clock);
    forgetExpired(member, issuedAt);
    database
        .sql(
            """
            INSERT INTO refresh_token (token_hash, family_id, member_id, issued_at, expires_at)
            VALUES (:hash, :family, :member, :issued, :expires)
            """)
        .param("hash", hash(token))
        .param("family", family)
        .param("member", member.value())
        .param("issued", issuedAt)
        .param("expires", issuedAt.plus(lifetime))
        .update();
    return token;
  }

  /** Keeps the table small without a job: who logs in sweeps the own leftovers. */
  private void forgetExpired(MemberId member, LocalDateTime now) {
    database
        .sql("DELETE FROM refresh_token WHERE member_id = :member AND expires_at < :now")
        .param("member", member.value())
        .param("now", now)
        .update();
  }

  private static RefreshToken token(ResultSet row, int number) throws SQLException {
    return new RefreshToken(
        row.getString("token_hash"),
        row.getString("family_id"),
        new MemberId(row.getLong("member_id")),
        row.getObject("expires_at", LocalDateTime.class),
        row.getObject("rotated_at", LocalDateTime.class),
        row.getObject("revoked_at", LocalDateTime.class));
  }

  private static String hash(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
