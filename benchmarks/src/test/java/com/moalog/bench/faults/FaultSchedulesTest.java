package com.moalog.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultSchedulesTest {

  private static final int SCHEDULES = 24;
  private static final int FOR_EACH_BUG = 32;

  /** {@code ./moalog bench faults} runs ten thousand, and names the command that repeats one. */
  @Test
  void holdsAfterEverySampleAndFindsEveryBugMadeOnPurpose() throws Exception {
    FaultsBenchmark.Outcome outcome = FaultsBenchmark.run(1, SCHEDULES, FOR_EACH_BUG, System.out);

    assertThat(outcome.faults()).isEmpty();
    assertThat(outcome.lost()).isEmpty();
    assertThat(outcome.found()).hasSize(Bug.values().length);
    assertThat(outcome.found()).doesNotContainValue(Optional.empty());
  }
}
