package com.moalog.fluxpay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.fluxpay.saga.SagaSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CompensationPlanTest {

  private final CompensationPlan plan =
      new CompensationPlan(new SagaSettings.Compensation(3, Duration.ofSeconds(1)));

  @Test
  void triesQuicklyAndThenEverMoreRarely() {
    assertThat(plan.pauseAfter(1)).contains(Duration.ofSeconds(1));
    assertThat(plan.pauseAfter(3)).contains(Duration.ofSeconds(1));
    assertThat(plan.pauseAfter(4)).contains(Duration.ofMinutes(1));
    assertThat(plan.pauseAfter(5)).contains(Duration.ofMinutes(5));
    assertThat(plan.pauseAfter(6)).contains(Duration.ofMinutes(30));
    assertThat(plan.pauseAfter(7)).contains(Duration.ofHours(1));
  }

  @Test
  void endsAfterADay() {
    Duration sum = Duration.ZERO;
    int attempt = 1;
    while (plan.pauseAfter(attempt).isPresent()) {
      sum = sum.plus(plan.pauseAfter(attempt).orElseThrow());
      attempt++;
    }

    assertThat(sum).isBetween(Duration.ofHours(23), Duration.ofHours(25));
  }

  @Test
  void mayBeToldNotToTryQuickly() {
    CompensationPlan slow =
        new CompensationPlan(new SagaSettings.Compensation(0, Duration.ofSeconds(1)));

    assertThat(slow.pauseAfter(1)).contains(Duration.ofMinutes(1));
  }
}
