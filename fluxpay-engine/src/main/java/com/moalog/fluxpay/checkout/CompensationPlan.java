package com.moalog.fluxpay.checkout;

import com.moalog.fluxpay.saga.SagaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When undoing is tried again: a few times at once, then ever more rarely for a day. */
record CompensationPlan(SagaSettings.Compensation quick) {

  /** The pauses after the quick ones; the last one repeats. */
  private static final List<Duration> SLOW =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  /** By then a day has passed. */
  private static final int SLOW_MOST = SLOW.size() + 22;

  /** The pause after that try, or empty when it was the last one. */
  Optional<Duration> pauseAfter(int attempt) {
    if (attempt <= quick.quickRetries()) {
      return Optional.of(quick.pause());
    }
    int slow = attempt - quick.quickRetries();
    return slow > SLOW_MOST
        ? Optional.empty()
        : Optional.of(SLOW.get(Math.min(slow, SLOW.size()) - 1));
  }
}
