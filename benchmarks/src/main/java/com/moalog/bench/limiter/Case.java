package com.moalog.bench.limiter;

import com.moalog.bench.measure.Median;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is measured, and what came of it, round by round.
 *
 * @param place where it runs, as the table says
 */
record Case(String place, String name, Keys keys, Run run, List<Measured> rounds) {

  private static final long WARM_CALLS = 60_000;
  private static final int MAX_WARM_UPS = 4;

  /** One round. */
  @FunctionalInterface
  interface Run {
    Measured measure(Duration length) throws IOException, InterruptedException;
  }

  Case(String place, String name, Keys keys, Run run) {
    this(place, name, keys, run, new ArrayList<>());
  }

  /** Runs until the compilers have seen enough, for the given time four times at most. */
  void warmUp(Duration length) throws IOException, InterruptedException {
    long calls = 0;
    for (int i = 0; i < MAX_WARM_UPS && calls < WARM_CALLS; i++) {
      calls += run.measure(length).calls();
    }
  }

  void addRound(Duration length) throws IOException, InterruptedException {
    rounds.add(run.measure(length));
  }

  /**
   * The round in the middle, by what the processes used: other work on the machine moves it least.
   */
  Measured median() {
    return Median.by(Measured::micros, rounds);
  }

  /** The middle of the rounds' 99th percentiles; one of a single round says little. */
  double p99Millis() {
    return Median.by(Double::doubleValue, rounds.stream().map(Measured::p99Millis).toList());
  }

  /** The middle of the ratios of the same rounds, which had the same neighbours. */
  double times(Case other, ToDoubleFunction<Measured> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds.size(); round++) {
      ratios.add(
          figure.applyAsDouble(rounds.get(round))
              / figure.applyAsDouble(other.rounds().get(round)));
    }
    return Median.by(Double::doubleValue, ratios);
  }
}
