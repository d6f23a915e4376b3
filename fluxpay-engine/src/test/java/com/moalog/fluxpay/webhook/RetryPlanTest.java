package com.moalog.fluxpay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPlanTest {

  private static final List<Duration> PLANNED =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(16),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6));

  private final RetryPlan plan =
      new RetryPlan(
          new WebhookSettings(
              Optional.empty(),
              false,
              5,
              Duration.ofSeconds(1),
              Duration.ofSeconds(16),
              Duration.ofSeconds(10)),
          new Random(7));

  @Test
  void triesTenTimesMoreEverLessOften() {
    for (int retries = 0; retries < PLANNED.size(); retries++) {
      Duration planned = PLANNED.get(retries);
      int number = retries;
      List<Duration> pauses =
          IntStream.range(0, 50).mapToObj(_ -> plan.pauseAfter(number).orElseThrow()).toList();

      assertThat(pauses)
          .allSatisfy(pause -> {
            assertThat(pause).isBetween(planned.dividedBy(2), planned);
          });
      assertThat(pauses.stream().distinct().count()).as("jitter").isGreaterThan(10);
    }
  }

  @Test
  void givesUpAfterTheLast() {
    assertThat(plan.pauseAfter(PLANNED.size())).isEmpty();
  }
}
