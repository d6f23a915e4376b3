package com.moalog.ratelimiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndingTest {

  private final List<String> done = new ArrayList<>();
  private final Ending ending = new Ending();

  @Test
  void takesItsStepsOnceAndInTurn() {
    ending.add(() -> done.add("first"));
    ending.add(() -> done.add("second"));
    assertThat(ending.reach()).isZero();
    assertThat(ending.reach()).isZero();
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void tellsThatAStepFailedAndTakesTheOthers() {
    ending.add(() -> {
      throw new IllegalStateException("does not stop");
    });
    ending.add(() -> done.add("second"));
    assertThat(ending.reach()).isEqualTo(1);
    assertThat(ending.reach()).isEqualTo(1);
    assertThat(done).containsExactly("second");
  }

  @Test
  void whatHasNotStartedEndsWell() {
    assertThat(ending.reach()).isZero();
  }
}
