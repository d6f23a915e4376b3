package com.moalog.server.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.KoreanTime;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The answers of keyed calls. A call is claimed by inserting its row, so of calls with the same key
 * exactly one is carried out at a time; the others wait for its answer for up to 2 seconds. A claim
 * whose server died lapses after a minute, an answer is kept for a day. Thread-safe; not to be
 * called inside a transaction.
 */
@Repository
public class IdempotencyRecords {

  static final Duration PATIENCE = Duration.ofSeconds(2);
  static final Duration CLAIM_LIFETIME = Duration.ofMinutes(1);
  static final Duration ANSWER_LIFETIME = Duration.ofDays(1);

  private static final Duration POLL_PAUSE = Duration.ofMillis(50);
  private static final String WHERE_KEY =
      " WHERE member_id = :member AND endpoint = :endpoint AND idem_key = :key";

  private final JdbcClient database;
  private final Clock clock;
  private final Counter replays;

  IdempotencyRecords(JdbcClient database, Clock clock, MeterRegistry meters) {
    this.database = database;
    this.clock = clock;
    this.replays =
        Counter.builder("moalog.idempotent.replays")
            .description("Answers given again to a repeated idempotency key")
            .register(meters);
  }

  /** Claims the call, or finds its answer; refused with 409 when neither is possible. */
  public Claim claim(KeyedCall call) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      if (insert(call)) {
        return new Claim.First();
      }
      Optional<Claim> answer = find(call).flatMap(row -> answer(call, row));
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() >= deadline) {
        throw Refusal.retryLater(ErrorCode.IDEMPOTENCY_CONFLICT, Duration.ofSeconds(1));
      }
      pause();
    }
  }

  /** Keeps the answer of a claimed call. */
  public void complete(KeyedCall call, int status, String body) {
    keyed(
            call,
            """
            UPDATE idempotency_record
            SET state = 'COMPLETED', http_status = :status, response_body = :body,
              expires_at = :expires
            """
                + WHERE_KEY)
        .param("status", status)
        .param("body", body)
        .param("expires", now().plus(ANSWER_LIFETIME))
        .update();
  }

  /** Gives up a claimed call, so that it can be tried again. */
  public void release(KeyedCall call) {
    keyed(call, "DELETE FROM idempotency_record" + WHERE_KEY + " AND state = 'IN_PROGRESS'")
        .update();
  }

  /** Forgets answers that have lapsed, at most as many as given; returns how many. */
  public int forgetLapsed(int most) {
    return database
        .sql("DELETE FROM idempotency_record WHERE expires_at < :now LIMIT :most")
        .param("now", now())
        .param("most", most)
        .update();
  }

  private boolean insert(KeyedCall call) {
    try {
      keyed(
              call,
              """
              INSERT INTO idempotency_record
                (member_id, endpoint, idem_key, request_hash, state, expires_at)
              VALUES (:member, :endpoint, :key, :hash, 'IN_PROGRESS', :expires)
              """)
          .param("hash", hash(call.request()))
          .param("expires", now().plus(CLAIM_LIFETIME))
          .update();
      return true;
    } catch (DuplicateKeyException taken) {
      return false;
    }
  }

  private Optional<Row> find(KeyedCall call) {
    return keyed(
            call,
            "SELECT request_hash, http_status, response_body, state, expires_at"
                + " FROM idempotency_record"
                + WHERE_KEY)
        .query(IdempotencyRecords::row)
        .optional();
  }

  private Optional<Claim> answer(KeyedCall call, Row row) {
    if (row.expiresAt().isBefore(now())) {
      keyed(call, "DELETE FROM idempotency_record" + WHERE_KEY + " AND expires_at < :now")
          .param("now", now())
          .update();
      return Optional.empty();
    }
    if (!row.requestHash().equals(hash(call.request()))) {
      throw Refusal.of(ErrorCode.IDEMPOTENCY_CONFLICT);
    }
    String body = row.body();
    if (!row.completed() || body == null) {
      return Optional.empty();
    }
    replays.increment();
    return Optional.of(new Claim.Repeat(row.status(), body));
  }

  private JdbcClient.StatementSpec keyed(KeyedCall call, String sql) {
    return database
        .sql(sql)
        .param("member", call.member().value())
        .param("endpoint", call.endpoint())
        .param("key", call.key());
  }

  private LocalDateTime now() {
    return KoreanTime.nowInUtc(clock);
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getString("request_hash"),
        row.getInt("http_status"),
        row.getString("response_body"),
        row.getString("state").equals("COMPLETED"),
        row.getObject("expires_at", LocalDateTime.class));
  }

  private static String hash(String request) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(request.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_PAUSE);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private record Row(
      String requestHash,
      int status,
      @Nullable String body,
      boolean completed,
      LocalDateTime expiresAt) {}
}
