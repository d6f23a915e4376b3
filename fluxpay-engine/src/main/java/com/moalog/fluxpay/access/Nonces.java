package com.moalog.fluxpay.access;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import java.time.Duration;
import java.util.UUID;

/**
 * Which signed requests were made already. The database alone remembers them, so that a cache that
 * was emptied cannot let a recorded request in once more. Thread-safe.
 */
final class Nonces {

  /** Expired ones that a request sweeps away. */
  static final int SWEPT = 20;

  private final TenantTransactions transactions;

  Nonces(TenantTransactions transactions) {
    this.transactions = transactions;
  }

  /** Takes the nonce; false when it was taken before. */
  boolean take(Caller caller, ApiKey key, UUID nonce, Duration remembered) {
    return transactions.call(
        caller,
        transaction -> {
          transaction
              .sql(
                  """
                  DELETE FROM request_nonces WHERE (tenant_id, api_key, nonce) IN (
                    SELECT tenant_id, api_key, nonce FROM request_nonces
                    WHERE tenant_id = :tenant AND expires_at < now()
                    LIMIT :swept FOR UPDATE SKIP LOCKED)
                  """)
              .param("tenant", transaction.tenant())
              .param("swept", SWEPT)
              .update();
          return transaction
                  .sql(
                      """
                      INSERT INTO request_nonces (tenant_id, api_key, nonce, expires_at)
                      VALUES (:tenant, :key, :nonce, now() + :remembered * interval '1 second')
                      ON CONFLICT DO NOTHING
                      """)
                  .param("tenant", transaction.tenant())
                  .param("key", key.key())
                  .param("nonce", nonce)
                  .param("remembered", remembered.toSeconds())
                  .update()
              == 1;
        });
  }
}
