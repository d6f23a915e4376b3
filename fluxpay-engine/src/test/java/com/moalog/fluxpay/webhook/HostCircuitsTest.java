package com.moalog.fluxpay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HostCircuitsTest {

  private static final String HOST = "receiver:8080";

  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private final HostCircuits circuits = new HostCircuits(() -> now);

  @Test
  void pausesAfterFiveFailuresInARowAndNotAfterFour() {
    fail(HostCircuits.FAILURES_IN_ROW - 1);
    assertThat(circuits.pause(HOST)).isEmpty();

    fail(1);
    assertThat(circuits.pause(HOST)).contains(HostCircuits.OPEN);
    assertThat(circuits.open()).isEqualTo(1);
    assertThat(circuits.pause("other:8080")).isEmpty();
  }

  @Test
  void aSuccessInBetweenStartsTheCountAgain() {
    fail(HostCircuits.FAILURES_IN_ROW - 1);
    circuits.succeeded(HOST);
    fail(HostCircuits.FAILURES_IN_ROW - 1);

    assertThat(circuits.pause(HOST)).isEmpty();
  }

  @Test
  void letsOneCallerProbeAfterTheMinute() {
    fail(HostCircuits.FAILURES_IN_ROW);
    now = now.plus(HostCircuits.OPEN).minusMillis(1);
    assertThat(circuits.pause(HOST)).contains(Duration.ofMillis(1));

    now = now.plusMillis(1);
    assertThat(circuits.pause(HOST)).isEmpty();
    assertThat(circuits.pause(HOST)).isPresent();

    circuits.succeeded(HOST);
    assertThat(circuits.pause(HOST)).isEmpty();
    assertThat(circuits.open()).isZero();
  }

  @Test
  void forgetsTheHostThatWasUsedLongestAgo() {
    fail(HostCircuits.FAILURES_IN_ROW);
    for (int i = 0; i < HostCircuits.HOSTS_MOST; i++) {
      circuits.failed("host-" + i);
    }
    assertThat(circuits.pause(HOST)).isEmpty();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      circuits.failed(HOST);
    }
  }
}
