package com.moalog.bench.measure;

import java.io.IOException;
import java.io.PrintStream;

/** A benchmark made of random cases, of which one can be run again. Stateless. */
public interface Seeded extends Benchmark {

  /**
   * Runs the case with that seed alone.
   *
   * @throws IOException when it does not end as it must
   */
  void repeat(long seed, PrintStream out) throws IOException, InterruptedException;
}
