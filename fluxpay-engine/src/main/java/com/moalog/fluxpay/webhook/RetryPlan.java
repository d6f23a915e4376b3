package com.moalog.fluxpay.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a notification that was not delivered is sent again. As thread-safe as its generator. */
final class RetryPlan {

  /** After the quick retries. */
  static final List<Duration> SLOW =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6));

  private final WebhookSettings settings;
  private final RandomGenerator random;

  RetryPlan(WebhookSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * The pause after a try that failed.
   *
   * @param retries how many retries there were before, 0 after the first try
   * @return between half the planned pause and all of it, or empty when the plan is exhausted
   */
  Optional<Duration> pauseAfter(int retries) {
    if (retries < settings.quickRetries()) {
      long planned = settings.firstDelay().toMillis() << Math.min(retries, 20);
      return Optional.of(jittered(Math.min(planned, settings.longestDelay().toMillis())));
    }
    int slow = retries - settings.quickRetries();
    return slow < SLOW.size() ? Optional.of(jittered(SLOW.get(slow).toMillis())) : Optional.empty();
  }

  private Duration jittered(long millis) {
    return Duration.ofMillis(random.nextLong(millis / 2, millis + 1));
  }
}
