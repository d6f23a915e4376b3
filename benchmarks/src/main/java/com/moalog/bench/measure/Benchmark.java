package com.moalog.bench.measure;

import java.io.IOException;
import java.io.PrintStream;

/** One program of {@code ./moalog bench}. Stateless: a run starts and stops all that it needs. */
public interface Benchmark {

  /** The word after {@code ./moalog bench}. */
  String name();

  /** One line for the list of benchmarks. */
  String purpose();

  /**
   * Measures and prints; progress too, so that nobody waits before a silent screen.
   *
   * @throws IOException when a server or a service that it measures fails
   */
  void run(Effort effort, PrintStream out) throws IOException, InterruptedException;
}
