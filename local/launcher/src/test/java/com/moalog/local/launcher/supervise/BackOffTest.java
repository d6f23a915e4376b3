package com.moalog.local.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private final BackOff backOff = new BackOff();

  @Test
  void doublesUpToTheLongestPause() {
    assertThat(Stream.generate(() -> backOff.after(Duration.ZERO).toMillis()).limit(9))
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
  }

  @Test
  void beginsAnewAfterAGoodRunButNotAfterAShortOne() {
    backOff.after(Duration.ZERO);
    backOff.after(Duration.ZERO);
    assertThat(backOff.after(BackOff.GOOD_RUN.minusMillis(1))).isEqualTo(Duration.ofSeconds(2));
    assertThat(backOff.after(BackOff.GOOD_RUN)).isEqualTo(BackOff.FIRST);
  }
}
