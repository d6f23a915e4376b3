package com.moalog.fluxpay.subscription.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a declined charge is tried again.
 *
 * @param days after the due date, rising
 */
public record Dunning(List<Integer> days) {

  public Dunning {
    days = List.copyOf(days);
    for (int i = 0; i < days.size(); i++) {
      if (days.get(i) <= (i == 0 ? 0 : days.get(i - 1))) {
        throw new IllegalArgumentException("dunning days must rise: " + days);
      }
    }
  }

  /**
   * The next try, or empty when the last one was made.
   *
   * @param due when the charge was due
   * @param declined how often it was declined, from 1
   */
  public Optional<Instant> nextTry(Instant due, int declined) {
    return declined <= days.size()
        ? Optional.of(due.plus(Duration.ofDays(days.get(declined - 1))))
        : Optional.empty();
  }
}
