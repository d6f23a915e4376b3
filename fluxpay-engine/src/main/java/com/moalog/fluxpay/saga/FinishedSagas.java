package com.moalog.fluxpay.saga;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.fluxpay.tenant.Tenants;
import java.time.Duration;

/**
 * Forgets sagas that are long over; those that an operator must see to stay. One instance does it
 * at a time for a tenant; another one that comes meanwhile leaves that tenant to the first.
 * Thread-safe.
 */
final class FinishedSagas {

  static final int BATCH = 1_000;

  private final TenantTransactions transactions;
  private final Tenants tenants;
  private final IdSource ids;
  private final Duration kept;

  FinishedSagas(TenantTransactions transactions, Tenants tenants, IdSource ids, Duration kept) {
    this.transactions = transactions;
    this.tenants = tenants;
    this.ids = ids;
    this.kept = kept;
  }

  /** Forgets what is due, in batches. */
  void forget() {
    for (TenantId tenant : transactions.call(caller(TenantId.NONE), tenants::all)) {
      while (forget(caller(tenant)) == BATCH) {
        Thread.onSpinWait();
      }
    }
  }

  private Caller caller(TenantId tenant) {
    return Caller.job(tenant, "finished-sagas", ids);
  }

  private int forget(Caller caller) {
    return transactions.call(caller, transaction -> isAlone(transaction) ? forget(transaction) : 0);
  }

  /** Of this tenant only: two instances at different tenants would each pass by the other's. */
  private static boolean isAlone(TenantTransaction transaction) {
    return transaction
        .sql("SELECT pg_try_advisory_xact_lock(hashtextextended('finished-sagas:' || :tenant, 0))")
        .param("tenant", transaction.tenant())
        .query(Boolean.class)
        .single();
  }

  private int forget(TenantTransaction transaction) {
    return transaction
        .sql(
            """
            DELETE FROM saga_instances WHERE id IN (
              SELECT id FROM saga_instances
              WHERE tenant_id = :tenant AND status IN ('COMPLETED', 'COMPENSATED')
                AND started_at < now() - :kept * interval '1 second'
                AND completed_at < now() - :kept * interval '1 second'
              ORDER BY started_at, id LIMIT :batch FOR UPDATE SKIP LOCKED)
            """)
        .param("tenant", transaction.tenant())
        .param("kept", kept.toSeconds())
        .param("batch", BATCH)
        .update();
  }
}
