package com.moalog.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The thresholds that Gatling cannot express. Stateless. */
final class Verdicts {

  private static final int LIMITED = 429;
  private static final int CREATED = 201;

  private Verdicts() {}

  /** What a run has broken, empty when it has kept everything. */
  static List<String> broken(LoadScenario scenario, Tally tally, Platform platform)
      throws IOException, InterruptedException {
    return switch (scenario) {
      case BASELINE, MIXED -> List.of();
      case RATE_LIMITER -> limits(tally);
      case PAYMENT_CONCURRENCY -> payments(tally, platform);
    };
  }

  private static List<String> limits(Tally tally) {
    List<String> broken = new ArrayList<>();
    if (tally.count("analysis", LIMITED) == 0) {
      broken.add("rate_limited_count is 0: nobody was refused");
    }
    if (tally.serverErrors() > 0) {
      broken.add(tally.serverErrors() + " answers were 5xx");
    }
    return broken;
  }

  /** The provider's own record says how often money moved. */
  private static List<String> payments(Tally tally, Platform platform)
      throws IOException, InterruptedException {
    int duplicates = 0;
    int lost = 0;
    for (String order : tally.paidOrders()) {
      int captures = platform.captures(order);
      duplicates += captures > 1 ? 1 : 0;
      lost += captures == 0 ? 1 : 0;
    }
    System.out.printf(
        "  at the provider: %d orders, %d captured twice, %d not captured%n",
        tally.paidOrders().size(), duplicates, lost);
    List<String> broken = new ArrayList<>();
    if (duplicates + lost > 0 || tally.paidOrders().isEmpty()) {
      broken.add("%d orders captured twice, %d not at all".formatted(duplicates, lost));
    }
    if (tally.count("second", CREATED) > 0) {
      broken.add("payment_duplicate is " + tally.count("second", CREATED));
    }
    if (tally.serverErrors() > 0) {
      broken.add("payment_failed is " + tally.serverErrors());
    }
    return broken;
  }
}
