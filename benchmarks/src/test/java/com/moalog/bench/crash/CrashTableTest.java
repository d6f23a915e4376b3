package com.moalog.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CrashTableTest {

  /** The output names the seed, and {@code CRASH_SEED} repeats it. */
  @Test
  void comesToTheSameEndWhereverTheEngineDies() throws Exception {
    String given = System.getenv().getOrDefault("CRASH_SEED", "");
    int seed = given.isEmpty() ? new Random().nextInt(1_000_000) : Integer.parseInt(given);

    assertThat(CrashBenchmark.sample(seed, System.out)).as("seed %d", seed).isEmpty();
  }
}
