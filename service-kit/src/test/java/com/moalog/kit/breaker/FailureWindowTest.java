package com.moalog.kit.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FailureWindowTest {

  private final FailureWindow window = new FailureWindow(FailureThreshold.STANDARD);

  @Test
  void refusesThresholdsThatCanNeverOrAlwaysBeReached() {
    assertThatThrownBy(() -> new FailureThreshold(0, 20, 0.5)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> new FailureThreshold(5, 0, 0.5)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> new FailureThreshold(5, 20, 0)).hasMessageContaining("(0, 1]");
    assertThatThrownBy(() -> new FailureThreshold(5, 20, 1.01)).hasMessageContaining("(0, 1]");
  }

  @Test
  void tripsAtTheFifthFailureInARow() {
    fail(4);
    assertThat(window.isTripped()).isFalse();
    fail(1);
    assertThat(window.isTripped()).isTrue();
  }

  @Test
  void aSuccessStartsTheRowAnew() {
    fail(4);
    window.addSuccess();
    fail(4);
    assertThat(window.isTripped()).isFalse();
  }

  @Test
  void tripsWhenHalfOfAFullWindowFailed() {
    for (int pair = 0; pair < 9; pair++) {
      window.addSuccess();
      fail(1);
    }
    window.addSuccess();
    assertThat(window.isTripped()).as("9 of 19").isFalse();
    fail(1);
    assertThat(window.isTripped()).as("10 of 20").isTrue();
  }

  @Test
  void forgetsOutcomesThatLeftTheWindow() {
    for (int pair = 0; pair < 10; pair++) {
      fail(1);
      window.addSuccess();
    }
    assertThat(window.isTripped()).isTrue();
    window.addSuccess();
    assertThat(window.isTripped()).as("9 of the last 20").isFalse();
  }

  @Test
  void isCleanAfterClear() {
    fail(20);
    window.clear();
    fail(4);
    assertThat(window.isTripped()).isFalse();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      window.addFailure();
    }
  }
}
