package com.moalog.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeasuresTest {

  @Test
  void refusesToMeasureAProcessThatIsGone() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThatThrownBy(() -> ProcessUse.of(ended.pid())).isInstanceOf(IOException.class);
  }

  @Test
  void countsTheWorkOfAProcess() throws Exception {
    long self = ProcessHandle.current().pid();
    ProcessUse before = ProcessUse.of(self);
    long cpuNanos = 0;
    for (long turn = 0; cpuNanos < TimeUnit.MILLISECONDS.toNanos(100); turn++) {
      ProcessUse now = ProcessUse.of(self);
      cpuNanos = now.cpuNanos() - before.cpuNanos();
      assertThat(turn).isLessThan(1_000_000);
    }
    ProcessUse after = ProcessUse.of(self);
    assertThat(after.microsPerOperation(before, 10)).isGreaterThanOrEqualTo(10_000);
    assertThat(after.residentKib()).isGreaterThan(10_000);
    assertThat(after.microsPerOperation(before, 0)).isZero();
  }

  @Test
  void refusesAnEffortWithoutRounds() {
    assertThatThrownBy(() -> new Effort(Duration.ZERO, Duration.ofSeconds(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesTheRoundInTheMiddle() {
    assertThat(Median.by(Double::doubleValue, List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
    assertThat(Median.by(Double::doubleValue, List.of(2.0, 1.0))).isEqualTo(1.0);
    assertThatThrownBy(() -> Median.by(Double::doubleValue, List.<Double>of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sortsLatenciesIntoPercentiles() {
    Latencies latencies = new Latencies();
    for (int millis = 1; millis <= 100; millis++) {
      latencies.record(TimeUnit.MILLISECONDS.toNanos(millis));
    }
    assertThat(latencies.count()).isEqualTo(100);
    assertThat(latencies.percentileMillis(50)).isBetween(49.9, 50.1);
    assertThat(latencies.percentileMillis(99)).isBetween(98.8, 99.2);
    assertThat(latencies.maxMillis()).isBetween(99.9, 100.2);
  }

  @Test
  void namesTheMachine() {
    assertThat(Machine.describe(Clock.systemUTC()))
        .contains("processors", "GiB", "Java 25")
        .doesNotContain("unknown");
  }
}
