package com.moalog.ratelimiter.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private long nanos;
  private final List<String> changes = new ArrayList<>();
  private final Breaker breaker =
      new Breaker(Duration.ofSeconds(5), () -> nanos, (from, to) -> changes.add(from + ">" + to));

  @Test
  void opensAtTheFifthFailureInARow() {
    fail(4);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    fail(1);
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    assertThat(breaker.enter()).isEmpty();
  }

  @Test
  void letsOneProbeThroughAfterItsRest() {
    fail(5);
    nanos += Duration.ofSeconds(5).toNanos() - 1;
    assertThat(breaker.enter()).isEmpty();
    nanos++;
    assertThat(breaker.enter()).isPresent();
    assertThat(breaker.enter()).as("one probe at a time").isEmpty();
    assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
  }

  @Test
  void closesWhenTheProbeSucceedsAndForgetsOldFailures() {
    fail(5);
    nanos += Duration.ofSeconds(5).toNanos();
    breaker.succeeded(breaker.enter().orElseThrow());
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    fail(4);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
    assertThat(changes).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN", "HALF_OPEN>CLOSED");
  }

  @Test
  void restsAgainWhenTheProbeFails() {
    fail(5);
    nanos += Duration.ofSeconds(5).toNanos();
    breaker.failed(breaker.enter().orElseThrow());
    assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
    assertThat(breaker.enter()).isEmpty();
  }

  @Test
  void isNotMovedByCallsThatBeganBeforeItOpened() {
    OptionalLong slow = breaker.enter();
    fail(5);
    nanos += Duration.ofSeconds(5).toNanos();
    long probe = breaker.enter().orElseThrow();
    breaker.succeeded(slow.orElseThrow());
    breaker.failed(slow.orElseThrow());
    assertThat(breaker.state()).isEqualTo(BreakerState.HALF_OPEN);
    breaker.succeeded(probe);
    assertThat(breaker.state()).isEqualTo(BreakerState.CLOSED);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed(breaker.enter().orElseThrow());
    }
  }
}
