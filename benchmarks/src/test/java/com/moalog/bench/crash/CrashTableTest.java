package com.moalog.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrashTableTest {

  private static final String USUAL_SEED = "735994";

  /** {@code CRASH_SEED} chooses another sample; {@code ./moalog bench crash} takes all. */
  @Test
  void comesToTheSameEndWhereverTheEngineDies() throws Exception {
    int seed = Integer.parseInt(System.getenv().getOrDefault("CRASH_SEED", USUAL_SEED));

    assertThat(CrashBenchmark.sample(seed, System.out)).as("seed %d", seed).isEmpty();
  }
}
