package com.moalog.server.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Set<Thread.State> HELD_OR_DONE =
      Set.of(Thread.State.BLOCKED, Thread.State.TERMINATED);

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

  /** The first reader of the clock is held until the other call is made, or cannot go on. */
  @Test
  void letsAWholeBurstThroughThatComesAtOnce() {
    AtomicLong ticks = new AtomicLong();
    AtomicReference<Duration> ofOther = new AtomicReference<>();
    AtomicReference<Pace> shared = new AtomicReference<>();
    Thread other = Thread.ofPlatform().unstarted(() -> ofOther.set(shared.get().take(1)));
    LongSupplier clock =
        () -> {
          long tick = ticks.getAndIncrement();
          if (tick == 0) {
            other.start();
            await().until(() -> HELD_OR_DONE.contains(other.getState()));
          }
          return tick;
        };
    shared.set(new Pace(Duration.ofSeconds(12), 2, clock));
    assertThat(shared.get().take(1)).isZero();
    await().until(() -> Duration.ZERO.equals(ofOther.get()));
  }
}
