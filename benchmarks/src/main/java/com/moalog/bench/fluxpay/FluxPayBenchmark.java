package com.moalog.bench.fluxpay;

import com.moalog.bench.measure.Benchmark;
import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.Latencies;
import com.moalog.bench.measure.Median;
import com.moalog.bench.measure.ProcessUse;
import com.moalog.bench.measure.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Purchases through the payment engine beside the same statements from pgbench, the outbox, and one
 * account that everybody uses. Stateless.
 */
public final class FluxPayBenchmark implements Benchmark {

  private static final List<Integer> CUSTOMERS = List.of(1, 8, 32, 64);
  private static final int EVENTS_PER_SECOND = 500;
  private static final int BACKLOG = 50_000;
  private static final int SHORT_BACKLOG = 2_000;
  private static final int HOT_CUSTOMERS = 16;
  private static final double RATIO = 0.4;
  private static final double OWN_MILLIS = 50;
  private static final double LAG_MILLIS = 350;
  private static final double DRAINED = 5_000;

  @Override
  public String name() {
    return "fluxpay";
  }

  @Override
  public String purpose() {
    return "captures beside pgbench with the same statements, outbox lag and drain, a hot account";
  }

  /** What was measured with so many customers. */
  private record Row(int customers, Purchases.Outcome outcome, double engine) {}

  @Override
  public void run(Effort effort, PrintStream out) throws IOException, InterruptedException {
    out.println("starting PostgreSQL (fsync on), Kafka, the sandbox and the engine");
    try (PaymentStage stage = PaymentStage.start()) {
      Ceiling ceiling = Ceiling.record(stage);
      out.printf(
          "one purchase (order, payment, approval, confirm): %d transactions, %d statements%n",
          ceiling.counts().transactions(), ceiling.counts().statements());
      stage.slowDown("lookup", Purchases.LOOK_UP_MILLIS);
      stage.slowDown("confirm", Purchases.CONFIRM_MILLIS);
      Purchases.run(stage, CUSTOMERS.getLast(), effort.warmUp());
      List<Row> rows = rows(stage, effort);
      double most = rows.stream().mapToDouble(row -> row.outcome().perSecond()).max().orElse(0);
      List<Double> ratios = new ArrayList<>();
      List<Double> ceilings = new ArrayList<>();
      for (int round = 0; round < effort.rounds(); round++) {
        double own = Purchases.run(stage, fastest(rows), effort.measured()).perSecond();
        double statementsAlone = ceiling.run(effort.measured());
        ceilings.add(statementsAlone);
        ratios.add(own / statementsAlone);
      }
      captures(rows, Median.by(each -> each, ceilings)).print(out);
      events(stage, effort, targets(most, Median.by(each -> each, ratios), rows)).print(out);
    }
  }

  private static int fastest(List<Row> rows) {
    return rows.stream()
        .max(Comparator.comparingDouble(row -> row.outcome().perSecond()))
        .orElseThrow()
        .customers();
  }

  private static List<Row> rows(PaymentStage stage, Effort effort)
      throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int customers : CUSTOMERS) {
      List<Row> rounds = new ArrayList<>();
      for (int round = 0; round < effort.rounds(); round++) {
        rounds.add(row(stage, customers, effort.measured()));
      }
      rows.add(Median.by(row -> row.outcome().confirm().percentileMillis(99), rounds));
    }
    return rows;
  }

  private static Row row(PaymentStage stage, int customers, Duration length)
      throws IOException, InterruptedException {
    ProcessUse engine = ProcessUse.of(stage.engine().pid());
    Purchases.Outcome outcome = Purchases.run(stage, customers, length);
    long count = outcome.whole().count();
    double micros = ProcessUse.of(stage.engine().pid()).microsPerOperation(engine, count);
    return new Row(customers, outcome, micros);
  }

  private static Table captures(List<Row> rows, double ceiling) {
    Table table =
        new Table(
            "Customers",
            "captures/s",
            "confirm p50 ms",
            "p95",
            "p99",
            "purchase p50 ms",
            "p95",
            "p99",
            "engine CPU us/capture",
            "answers 503");
    for (Row row : rows) {
      Latencies confirm = row.outcome().confirm();
      Latencies whole = row.outcome().whole();
      table.row(
          Integer.toString(row.customers()),
          row.outcome().perSecond(),
          confirm.percentileMillis(50),
          confirm.percentileMillis(95),
          confirm.percentileMillis(99),
          whole.percentileMillis(50),
          whole.percentileMillis(95),
          whole.percentileMillis(99),
          row.engine(),
          row.outcome().refused());
    }
    table.row(
        "pgbench, the same statements, %d connections".formatted(PaymentStage.CONNECTIONS),
        ceiling,
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "");
    return table;
  }

  private static Table targets(double most, double ratio, List<Row> rows) {
    Table table = new Table("What", "measured", "target");
    table.row("captures/s, most", most, "");
    table.row("captures/s beside pgbench, same round", ratio, "at least " + RATIO);
    for (Row row : rows) {
      table.row(
          "own p99 of a confirm, %d customers, ms".formatted(row.customers()),
          row.outcome().confirm().percentileMillis(99),
          "below " + text(OWN_MILLIS));
    }
    return table;
  }

  private static Table events(PaymentStage stage, Effort effort, Table table)
      throws IOException, InterruptedException {
    try (EventFlow events = new EventFlow(stage)) {
      events.lag(EVENTS_PER_SECOND, effort.warmUp());
      List<Double> lags = new ArrayList<>();
      for (int round = 0; round < effort.rounds(); round++) {
        lags.add(events.lag(EVENTS_PER_SECOND, effort.measured()).percentileMillis(99));
      }
      table.row(
          "outbox, commit to consumer at %d events/s, p99 ms".formatted(EVENTS_PER_SECOND),
          Median.by(each -> each, lags),
          "at most " + text(LAG_MILLIS));
      List<Double> drained = new ArrayList<>();
      for (int round = 0; round < effort.rounds(); round++) {
        drained.add(events.drain(effort.equals(Effort.QUICK) ? SHORT_BACKLOG : BACKLOG));
      }
      table.row(
          "outbox, drained events/s",
          Median.by(each -> each, drained),
          "at least " + text(DRAINED));
    }
    List<HotAccount.Outcome> hot = new ArrayList<>();
    HotAccount.run(stage, HOT_CUSTOMERS, effort.warmUp());
    for (int round = 0; round < effort.rounds(); round++) {
      hot.add(HotAccount.run(stage, HOT_CUSTOMERS, effort.measured()));
    }
    HotAccount.Outcome middle = Median.by(HotAccount.Outcome::perSecond, hot);
    table.row("one hot account, postings/s", middle.postingsPerSecond(), "");
    table.row(
        "one hot account, p99 of a reservation, ms", middle.latencies().percentileMillis(99), "");
    return table;
  }

  private static String text(double target) {
    return String.format(Locale.ROOT, "%,.0f", target);
  }
}
