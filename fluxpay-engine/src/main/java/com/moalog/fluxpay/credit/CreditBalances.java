package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.fluxpay.tenant.Tenants;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How much credit all users have, per currency, summed up regularly so that a scrape never waits,
 * each tenant behind its own wall. The metric's name is a counter's, though what it tells also
 * falls. Thread-safe.
 */
final class CreditBalances {

  private final TenantTransactions transactions;
  private final Tenants tenants;
  private final IdSource ids;
  private final Map<CurrencyCode, AtomicReference<BigDecimal>> totals =
      new EnumMap<>(CurrencyCode.class);

  /** What one tenant's users have in a currency. */
  private record Sum(CurrencyCode currency, BigDecimal total) {}

  CreditBalances(
      TenantTransactions transactions, Tenants tenants, IdSource ids, MeterRegistry meters) {
    this.transactions = transactions;
    this.tenants = tenants;
    this.ids = ids;
    for (CurrencyCode currency : CurrencyCode.values()) {
      AtomicReference<BigDecimal> total = new AtomicReference<>(BigDecimal.ZERO);
      totals.put(currency, total);
      FunctionCounter.builder("fluxpay.credit.balance", total, amount -> amount.get().doubleValue())
          .tag("currency", currency.name())
          .description("credit that all users have")
          .register(meters);
    }
  }

  /** Sums up once. */
  void sum() {
    Map<CurrencyCode, BigDecimal> sums = new EnumMap<>(CurrencyCode.class);
    for (TenantId tenant : transactions.call(caller(TenantId.NONE), tenants::all)) {
      transactions
          .call(caller(tenant), CreditBalances::of)
          .forEach(sum -> sums.merge(sum.currency(), sum.total(), BigDecimal::add));
    }
    totals.forEach((currency, total) -> total.set(sums.getOrDefault(currency, BigDecimal.ZERO)));
  }

  private Caller caller(TenantId tenant) {
    return Caller.job(tenant, "credit-balances", ids);
  }

  private static List<Sum> of(TenantTransaction transaction) {
    return transaction
        .sql(
            """
            SELECT currency, sum(balance) AS total FROM credits WHERE tenant_id = :tenant
            GROUP BY currency
            """)
        .param("tenant", transaction.tenant())
        .query((row, _) ->
            new Sum(CurrencyCode.valueOf(row.getString("currency")), row.getBigDecimal("total")))
        .list();
  }
}
