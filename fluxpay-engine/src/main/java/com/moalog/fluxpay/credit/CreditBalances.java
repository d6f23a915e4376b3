package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.database.WorkerDatabase;
import com.moalog.fluxpay.model.CurrencyCode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How much credit all users have, per currency, summed up regularly so that a scrape never waits.
 * The metric's name is a counter's, though what it tells also falls. Thread-safe.
 */
final class CreditBalances {

  private final WorkerDatabase database;
  private final Map<CurrencyCode, AtomicReference<BigDecimal>> totals =
      new EnumMap<>(CurrencyCode.class);

  CreditBalances(WorkerDatabase database, MeterRegistry meters) {
    this.database = database;
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
    database
        .sql("SELECT currency, sum(balance) AS total FROM credits GROUP BY currency")
        .query((row, _) ->
            sums.put(CurrencyCode.valueOf(row.getString("currency")), row.getBigDecimal("total")))
        .list();
    totals.forEach((currency, total) -> total.set(sums.getOrDefault(currency, BigDecimal.ZERO)));
  }
}
