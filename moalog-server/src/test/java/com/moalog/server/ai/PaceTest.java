package com.moalog.server.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Pace pace = new Pace(Duration.ofSeconds(12), 3, now::get);

  @Test
  void letsTheBurstThroughAndThenOnePerInterval() {
    for (int call = 0; call < 3; call++) {
      assertThat(pace.take(1)).isZero();
    }
    assertThat(pace.take(1)).isEqualTo(Duration.ofSeconds(12));
    now.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(pace.take(1)).isEqualTo(Duration.ofSeconds(1));
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(pace.take(1)).isZero();
    assertThat(pace.take(1)).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void countsEachKeyForItself() {
    for (int call = 0; call < 3; call++) {
      assertThat(pace.take(1)).isZero();
    }
    assertThat(pace.take(2)).isZero();
  }

  @Test
  void forgetsKeysThatAreIdle() {
    for (long key = 0; key < 1_000; key++) {
      pace.take(key);
    }
    now.addAndGet(Pace.IDLE.plusSeconds(60).toNanos());
    for (int call = 0; call < 1_100; call++) {
      pace.take(5_000);
    }
    assertThat(pace.size()).isEqualTo(1);
  }
}
