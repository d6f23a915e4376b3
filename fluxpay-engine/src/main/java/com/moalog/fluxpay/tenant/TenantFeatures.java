package com.moalog.fluxpay.tenant;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.TenantId;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * What is switched on for which tenant. A tenant's switches are remembered for {@link
 * TenantDirectory#REMEMBERED}. Thread-safe.
 */
public final class TenantFeatures {

  private final TenantTransactions transactions;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<TenantId, Known> known = new ConcurrentHashMap<>();

  TenantFeatures(TenantTransactions transactions, LongSupplier nanoTime) {
    this.transactions = transactions;
    this.nanoTime = nanoTime;
  }

  private record Known(Set<Feature> features, int rateLimit, long until) {}

  /** How many calls that change payments the tenant may make for a user in a minute. */
  public int rateLimit(Caller caller) {
    return known(caller).rateLimit();
  }

  /**
   * Ends a request for what the tenant does not have.
   *
   * @throws RefusedException with the feature's code
   */
  public void require(Caller caller, Feature feature) {
    if (!known(caller).features().contains(feature)) {
      throw RefusedException.of(feature.refusal());
    }
  }

  /** Whether the tenant has it at this moment, read in a transaction that runs anyway. */
  public boolean isOn(TenantTransaction transaction, Feature feature) {
    return read(transaction, nanoTime.getAsLong()).features().contains(feature);
  }

  private Known known(Caller caller) {
    Known found = known.get(caller.tenant());
    if (found == null || nanoTime.getAsLong() - found.until() >= 0) {
      long until = nanoTime.getAsLong() + TenantDirectory.REMEMBERED.toNanos();
      found = lookUp(caller, until);
      known.put(caller.tenant(), found);
    }
    return found;
  }

  /** Only active tenants come here, so the memory holds no more than there are. */
  private Known lookUp(Caller caller, long until) {
    return transactions.call(caller, transaction -> read(transaction, until));
  }

  private static Known read(TenantTransaction transaction, long until) {
    return transaction
        .sql(
            """
            SELECT credit_enabled, subscription_enabled, rate_limit FROM tenants
            WHERE tenant_id = :tenant
            """)
        .param("tenant", transaction.tenant())
        .query((row, _) -> {
          Set<Feature> features = EnumSet.noneOf(Feature.class);
          if (row.getBoolean("credit_enabled")) {
            features.add(Feature.CREDITS);
          }
          if (row.getBoolean("subscription_enabled")) {
            features.add(Feature.SUBSCRIPTIONS);
          }
          return new Known(Set.copyOf(features), row.getInt("rate_limit"), until);
        })
        .single();
  }
}
