package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Answer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a tenant in PostgreSQL, which alone decides who may execute. All times are those of
 * the database, so instances with different clocks agree. Thread-safe.
 */
final class KeyStore {

  private final IdempotencySettings settings;

  KeyStore(IdempotencySettings settings) {
    this.settings = settings;
  }

  /**
   * The right to execute.
   *
   * @param resource what an earlier execution of the request began; empty when nothing
   * @param isFirst whether the key's lifetime begins with this execution
   */
  record Claim(String resource, boolean isFirst) {}

  /** What is known of a key that somebody else owns. */
  record Known(boolean completed, String fingerprint, int status, String body) {
    Answer answer() {
      return new Answer(status, body);
    }
  }

  /**
   * Takes the key if it is new, expired, or left behind by a crashed execution of the same request.
   * One statement, so exactly one of many wins.
   *
   * @return the claim, or empty when somebody else owns the key
   */
  Optional<Claim> claim(TenantTransaction transaction, RequestKey key, UUID owner) {
    return transaction
        .sql(
            """
            INSERT INTO idempotency_keys AS k (tenant_id, endpoint, idempotency_key, payload_hash,
              status, owner_token, locked_until, created_at, expires_at)
            VALUES (:tenant, :endpoint, :key, :hash, 'processing', :owner,
              clock_timestamp() + :lease * interval '1 millisecond', clock_timestamp(),
              clock_timestamp() + :lifetime * interval '1 millisecond')
            ON CONFLICT (tenant_id, endpoint, idempotency_key) DO UPDATE SET
              payload_hash = excluded.payload_hash,
              status = 'processing',
              owner_token = excluded.owner_token,
              locked_until = excluded.locked_until,
              attempt = CASE WHEN k.expires_at < clock_timestamp() THEN 1 ELSE k.attempt + 1 END,
              response = NULL,
              http_status = NULL,
              resource_type = CASE WHEN k.expires_at < clock_timestamp()
                THEN NULL ELSE k.resource_type END,
              resource_id = CASE WHEN k.expires_at < clock_timestamp()
                THEN NULL ELSE k.resource_id END,
              created_at = CASE WHEN k.expires_at < clock_timestamp()
                THEN excluded.created_at ELSE k.created_at END,
              expires_at = CASE WHEN k.expires_at < clock_timestamp()
                THEN excluded.expires_at ELSE k.expires_at END
            WHERE k.expires_at < clock_timestamp()
              OR (k.status = 'processing' AND k.locked_until < clock_timestamp()
                  AND k.payload_hash = excluded.payload_hash)
            RETURNING COALESCE(resource_id, '') AS resource, attempt
            """)
        .param("tenant", transaction.tenant())
        .param("endpoint", key.endpoint())
        .param("key", key.key())
        .param("hash", key.fingerprint())
        .param("owner", owner)
        .param("lease", settings.lease().toMillis())
        .param("lifetime", settings.lifetime().toMillis())
        .query((row, _) -> new Claim(row.getString("resource"), row.getInt("attempt") == 1))
        .optional();
  }

  /** Notes what the request began; false when the key is no longer this owner's. */
  boolean begin(
      TenantTransaction transaction, RequestKey key, UUID owner, String type, String resource) {
    return transaction
            .sql(
                """
                UPDATE idempotency_keys SET resource_type = :type, resource_id = :resource
                WHERE tenant_id = :tenant AND endpoint = :endpoint AND idempotency_key = :key
                  AND owner_token = :owner AND status = 'processing'
                """)
            .param("type", type)
            .param("resource", resource)
            .param("tenant", transaction.tenant())
            .param("endpoint", key.endpoint())
            .param("key", key.key())
            .param("owner", owner)
            .update()
        == 1;
  }

  /** Forgets what the request began; false when the key is no longer this owner's. */
  boolean undo(TenantTransaction transaction, RequestKey key, UUID owner) {
    return ended(
            transaction,
            """
            UPDATE idempotency_keys SET resource_type = NULL, resource_id = NULL
            WHERE tenant_id = :tenant AND endpoint = :endpoint AND idempotency_key = :key
              AND owner_token = :owner AND status = 'processing'
            """,
            key,
            owner)
        == 1;
  }

  Optional<Known> find(TenantTransaction transaction, RequestKey key) {
    return transaction
        .sql(
            """
            SELECT status, payload_hash, http_status, response FROM idempotency_keys
            WHERE tenant_id = :tenant AND endpoint = :endpoint AND idempotency_key = :key
            """)
        .param("tenant", transaction.tenant())
        .param("endpoint", key.endpoint())
        .param("key", key.key())
        .query((row, _) -> {
          @Nullable String body = row.getString("response");
          return new Known(
              row.getString("status").equals("completed"),
              row.getString("payload_hash"),
              row.getInt("http_status"),
              body == null ? "" : body);
        })
        .optional();
  }

  /** Stores the answer; false when the key is no longer this owner's. */
  boolean complete(TenantTransaction transaction, RequestKey key, UUID owner, Answer answer) {
    return transaction
            .sql(
                """
                UPDATE idempotency_keys SET status = 'completed', response = :body,
                  http_status = :status
                WHERE tenant_id = :tenant AND endpoint = :endpoint AND idempotency_key = :key
                  AND owner_token = :owner AND status = 'processing'
                """)
            .param("body", answer.body())
            .param("status", answer.status())
            .param("tenant", transaction.tenant())
            .param("endpoint", key.endpoint())
            .param("key", key.key())
            .param("owner", owner)
            .update()
        == 1;
  }

  /**
   * Makes the key as if it had never been used, unless something was begun under it: then the next
   * execution resumes that, at once.
   */
  void release(TenantTransaction transaction, RequestKey key, UUID owner) {
    int forgotten =
        ended(
            transaction,
            """
            DELETE FROM idempotency_keys
            WHERE tenant_id = :tenant AND endpoint = :endpoint AND idempotency_key = :key
              AND owner_token = :owner AND status = 'processing' AND resource_id IS NULL
            """,
            key,
            owner);
    if (forgotten == 0) {
      ended(
          transaction,
          """
          UPDATE idempotency_keys SET locked_until = clock_timestamp()
          WHERE tenant_id = :tenant AND endpoint = :endpoint AND idempotency_key = :key
            AND owner_token = :owner AND status = 'processing'
          """,
          key,
          owner);
    }
  }

  private static int ended(TenantTransaction transaction, String sql, RequestKey key, UUID owner) {
    return transaction
        .sql(sql)
        .param("tenant", transaction.tenant())
        .param("endpoint", key.endpoint())
        .param("key", key.key())
        .param("owner", owner)
        .update();
  }

  /** Moves the end of the lease. */
  void renew(TenantTransaction transaction, RequestKey key, UUID owner) {
    transaction
        .sql(
            """
            UPDATE idempotency_keys
            SET locked_until = clock_timestamp() + :lease * interval '1 millisecond'
            WHERE tenant_id = :tenant AND endpoint = :endpoint AND idempotency_key = :key
              AND owner_token = :owner AND status = 'processing'
            """)
        .param("lease", settings.lease().toMillis())
        .param("tenant", transaction.tenant())
        .param("endpoint", key.endpoint())
        .param("key", key.key())
        .param("owner", owner)
        .update();
  }
}
