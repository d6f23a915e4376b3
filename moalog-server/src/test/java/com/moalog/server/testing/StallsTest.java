package com.moalog.server.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class StallsTest {

  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void excusesNothingWhereTheMachineDidNotStandStill() {
    assertThatThrownBy(() -> Stalls.excuse(this::fail)).hasMessage("as always");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void neverExcusesWhatComesBeforeTheEnd() {
    assertThatThrownBy(() -> Stalls.excuseEnd(this::failBeforeTheEnd)).hasMessage("as always");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void findsSlowWhatIsSlowByItself() {
    assertThatThrownBy(() -> Stalls.inTime(Duration.ofMillis(100), StallsTest::napAHundredTimes))
        .isInstanceOf(AssertionError.class);
    int naps = Stalls.inTime(Duration.ofMinutes(1), StallsTest::napAHundredTimes);
    assertThat(naps).isEqualTo(100);
  }

  private Stalls.Attempt failBeforeTheEnd() {
    fail();
    return () -> {};
  }

  private void fail() {
    attempts.incrementAndGet();
    throw new AssertionError("as always");
  }

  /** A second of work, none of which a machine that stands still can take away. */
  private static int napAHundredTimes() {
    int naps = 0;
    while (naps < 100) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      naps++;
    }
    return naps;
  }
}
