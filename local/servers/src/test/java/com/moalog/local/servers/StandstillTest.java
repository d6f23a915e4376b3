package com.moalog.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StandstillTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration NAP = Duration.ofMillis(10);
  private static final Duration TENTH = Duration.ofMillis(100);
  private static final Duration HALF = Duration.ofMillis(500);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void excusesNothingWhereTheMachineDidNotStandStill() {
    assertThatThrownBy(() -> repeat(this::fail)).hasMessage("as always");
    assertThat(attempts).hasValue(1);
    assertThatThrownBy(() -> Standstill.excuse(PATIENCE, this::fail)).hasMessage("as always");
    assertThat(attempts).hasValue(2);
  }

  @Test
  void makesASecondAttemptWhereASecondWasLost() throws Exception {
    repeat(() -> {
      if (attempts.get() == 0) {
        standStill(SECOND);
        fail();
      }
      attempts.incrementAndGet();
    });
    assertThat(attempts).hasValue(2);
  }

  @Test
  void makesThreeAttemptsAtMost() {
    assertThatThrownBy(() -> repeat(() -> failAfter(SECOND))).hasMessage("as always");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void addsUpWhatWasLost() {
    assertThatThrownBy(() -> repeat(() -> failAfterGaps(2, HALF))).hasMessage("as always");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void excusesNothingWhereLessWasLost() {
    Duration less = SECOND.minusNanos(1);
    assertThatThrownBy(() -> repeat(() -> failAfter(less))).hasMessage("as always");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void excusesNothingWhereItWasOnlyBusy() {
    Duration less = HALF.minusNanos(1);
    assertThatThrownBy(() -> repeat(() -> failAfterGaps(10, less))).hasMessage("as always");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void excusesAPromiseOfATenthOfASecondByOneGapLikeThat() {
    Duration less = TENTH.minusNanos(1);
    assertThatThrownBy(() -> repeatBrief(() -> failAfter(less))).hasMessage("as always");
    assertThat(attempts).hasValue(1);
    assertThatThrownBy(() -> repeatBrief(() -> failAfter(TENTH))).hasMessage("as always");
    assertThat(attempts).hasValue(4);
  }

  @Test
  void neverExcusesWhatComesBeforeTheEnd() {
    assertThatThrownBy(() -> Standstill.repeat(this::watch, this::failBeforeTheEnd))
        .hasMessage("as always");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void findsSlowWhatIsSlowByItself() {
    try (Standstill standstill = watch()) {
      assertThatThrownBy(() -> standstill.measure(SECOND.minusNanos(1), this::workForASecond))
          .isInstanceOf(AssertionError.class);
    }
    try (Standstill standstill = watch()) {
      assertThat(standstill.measure(SECOND, this::workForASecond)).isEqualTo("done");
    }
  }

  @Test
  void forgivesWhatTheMachineLost() {
    try (Standstill standstill = watch()) {
      assertThat(standstill.measure(SECOND.plus(NAP), this::workAndStandStill)).isEqualTo("done");
    }
  }

  @Test
  void waitsForACondition() {
    Standstill.await(PATIENCE, () -> attempts.incrementAndGet() == 3);
    assertThat(attempts).hasValue(3);
  }

  private void repeat(Standstill.Attempt attempt) throws Exception {
    Standstill.repeat(this::watch, () -> attempt);
  }

  private void repeatBrief(Standstill.Attempt attempt) throws Exception {
    Standstill.repeat(() -> Standstill.watch(TENTH, TENTH, this::nanoTime), () -> attempt);
  }

  private Standstill watch() {
    return Standstill.watch(HALF, SECOND, this::nanoTime);
  }

  private long nanoTime() {
    long now = nanos.get();
    looks.incrementAndGet();
    return now;
  }

  private void fail() {
    attempts.incrementAndGet();
    throw new AssertionError("as always");
  }

  private void failAfter(Duration lost) {
    failAfterGaps(1, lost);
  }

  private void failAfterGaps(int gaps, Duration lost) {
    for (int gap = 0; gap < gaps; gap++) {
      standStill(lost);
    }
    fail();
  }

  private Standstill.Attempt failBeforeTheEnd() {
    failAfter(SECOND);
    return () -> {};
  }

  /** Nobody wakes for so long after the end of the nap. */
  private void standStill(Duration lost) {
    pass(lost.plus(NAP));
  }

  /** A second of work, none of which a machine that stands still takes away. */
  private String workForASecond() {
    for (int tenth = 0; tenth < 10; tenth++) {
      pass(TENTH);
    }
    return "done";
  }

  private String workAndStandStill() {
    standStill(PATIENCE);
    return workForASecond();
  }

  /** Ends when the time was read again: the first of two readings may have begun before. */
  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    int before = looks.get();
    Awaitility.await().atMost(PATIENCE).pollInterval(NAP).until(() -> looks.get() > before + 1);
  }
}
