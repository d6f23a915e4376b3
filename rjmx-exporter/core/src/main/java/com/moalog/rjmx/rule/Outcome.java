package com.moalog.rjmx.rule;

import com.moalog.rjmx.metric.Series;
import java.util.List;

/**
 * What the rules made of a leaf.
 *
 * @param rules the indexes of the rules that matched, from 0
 * @param lasting whether the answer is the same whatever the value is
 */
public record Outcome(List<Produced> produced, List<Integer> rules, boolean lasting) {

  public Outcome {
    produced = List.copyOf(produced);
    rules = List.copyOf(rules);
  }

  /**
   * One series.
   *
   * @param factor for the number the target sends
   * @param fixed the value instead of the target's; NaN when the target's counts
   */
  public record Produced(Series series, double factor, double fixed) {

    /** The value of the series, NaN when there is none. */
    public double value(LeafValue found, boolean readTexts) {
      return Double.isNaN(fixed) ? LeafValue.sample(found, factor, readTexts) : fixed;
    }
  }
}
