package com.moalog.bench.measure;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle of several rounds, so that one noisy neighbour does not decide. Stateless. */
public final class Median {

  private Median() {}

  /**
   * The round in the middle of the rounds sorted by that figure, the lower one of two.
   *
   * @throws IllegalArgumentException when there are no rounds
   */
  public static <T> T by(ToDoubleFunction<T> figure, List<T> rounds) {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no rounds, no median");
    }
    List<T> sorted = rounds.stream().sorted(Comparator.comparingDouble(figure)).toList();
    return sorted.get((sorted.size() - 1) / 2);
  }
}
