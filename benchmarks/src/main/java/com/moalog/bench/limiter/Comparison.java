package com.moalog.bench.limiter;

import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Measures all cases in turn, round after round, so that what disturbs one disturbs the others; the
 * table has the median round of each, but the median of all rounds' 99th percentiles, and the
 * ratios are medians of the ratios of each round.
 */
final class Comparison {

  private final List<Case> cases;

  Comparison(List<Case> cases) {
    this.cases = List.copyOf(cases);
  }

  /** Measures everything. */
  void measure(Effort effort, PrintStream out) throws IOException, InterruptedException {
    out.printf("warming up, %d cases%n", cases.size());
    for (Case each : cases) {
      each.warmUp(effort.warmUp());
    }
    for (int round = 0; round < effort.rounds(); round++) {
      out.printf("round %d of %d%n", round + 1, effort.rounds());
      for (Case each : cases) {
        each.addRound(effort.measured().dividedBy(3));
      }
    }
  }

  void print(PrintStream out) {
    Table table =
        new Table(
            "case",
            "where",
            "keys",
            "decisions/s",
            "p50 ms",
            "p99 ms",
            "own CPU us",
            "Redis CPU us");
    for (Case each : cases) {
      Measured median = each.median();
      table.row(
          each.name(),
          each.place(),
          each.keys().text(),
          median.perSecond(),
          median.p50Millis(),
          each.p99Millis(),
          median.ownMicros(),
          median.redisMicros());
    }
    table.print(out);
  }

  /** The middle of the ratios of two cases; empty when one of them could not be measured. */
  OptionalDouble ratio(
      Predicate<Case> ours, Predicate<Case> other, ToDoubleFunction<Measured> figure) {
    Optional<Case> first = cases.stream().filter(ours).findFirst();
    Optional<Case> second = cases.stream().filter(other).findFirst();
    return first.isPresent() && second.isPresent()
        ? OptionalDouble.of(first.get().times(second.get(), figure))
        : OptionalDouble.empty();
  }
}
