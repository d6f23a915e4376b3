package com.moalog.server.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.kit.breaker.FailureThreshold;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final Duration FAST = Duration.ofMillis(10);
  private static final Duration SLOW = Duration.ofSeconds(4);

  private final AtomicLong now = new AtomicLong();
  private final CircuitBreaker breaker =
      new CircuitBreaker(
          "test",
          new BreakerSettings(
              FailureThreshold.STANDARD,
              new FailureThreshold(20, 20, 0.5),
              Duration.ofSeconds(3),
              Duration.ofSeconds(10)),
          now::get);

  @Test
  void opensAfterFiveFailuresInARow() {
    for (int call = 0; call < 4; call++) {
      breaker.failed(breaker.enter().orElseThrow());
    }
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    breaker.failed(breaker.enter().orElseThrow());
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    assertThat(breaker.enter()).isEmpty();
  }

  @Test
  void opensWhenHalfOfTwentyCallsAreSlow() {
    for (int call = 0; call < 19; call++) {
      breaker.succeeded(breaker.enter().orElseThrow(), call % 2 == 0 ? SLOW : FAST);
    }
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    breaker.succeeded(breaker.enter().orElseThrow(), FAST);
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void letsOneCallTryAgainAfterItsRest() {
    open();
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    long probe = breaker.enter().orElseThrow();
    assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    assertThat(breaker.enter()).isEmpty();
    breaker.succeeded(probe, FAST);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void staysOpenWhenTheTryFails() {
    open();
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    breaker.failed(breaker.enter().orElseThrow());
    assertThat(breaker.enter()).isEmpty();
  }

  @Test
  void letsAnotherCallTryWhenTheFirstNeverReports() {
    open();
    now.addAndGet(Duration.ofSeconds(10).toNanos());
    long lost = breaker.enter().orElseThrow();
    now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
    assertThat(breaker.enter()).isEmpty();
    now.addAndGet(1);
    long probe = breaker.enter().orElseThrow();
    assertThat(breaker.enter()).isEmpty();
    breaker.failed(lost);
    assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    breaker.succeeded(probe, FAST);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void ignoresWhatACallFromBeforeHasToSay() {
    long early = breaker.enter().orElseThrow();
    open();
    breaker.succeeded(early, FAST);
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
  }

  private void open() {
    for (int call = 0; call < 5; call++) {
      breaker.failed(breaker.enter().orElseThrow());
    }
  }
}
