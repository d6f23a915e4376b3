package com.moalog.fluxpay.tenant;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.fluxpay.model.Trace;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Which tenants may call. An active tenant is remembered for {@link #REMEMBERED}; a suspension is
 * seen within that time. Unknown names are not remembered, so they cannot fill the memory.
 * Thread-safe.
 */
final class TenantDirectory {

  static final Duration REMEMBERED = Duration.ofSeconds(10);

  private final TenantTransactions transactions;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<TenantId, Long> activeUntil = new ConcurrentHashMap<>();

  TenantDirectory(TenantTransactions transactions, LongSupplier nanoTime) {
    this.transactions = transactions;
    this.nanoTime = nanoTime;
  }

  /** Whether the tenant was found active lately. */
  boolean isRemembered(TenantId tenant) {
    Long until = activeUntil.get(tenant);
    return until != null && nanoTime.getAsLong() - until < 0;
  }

  /** Whether the tenant exists and is not suspended, as the database says now. */
  boolean isActive(TenantId tenant, Trace trace) {
    boolean active = lookUp(new Caller(tenant, trace));
    if (active) {
      activeUntil.put(tenant, nanoTime.getAsLong() + REMEMBERED.toNanos());
    } else {
      activeUntil.remove(tenant);
    }
    return active;
  }

  private boolean lookUp(Caller caller) {
    return transactions.call(
        caller,
        transaction ->
            transaction
                    .sql(
                        "SELECT count(*) FROM tenants WHERE tenant_id = :tenant AND status = 'ACTIVE'")
                    .param("tenant", transaction.tenant())
                    .query(Long.class)
                    .single()
                == 1);
  }
}
