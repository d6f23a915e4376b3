package com.moalog.bench.crash;

import com.moalog.bench.measure.Benchmark;
import com.moalog.bench.measure.Effort;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Random;

/**
 * Kills the payment engine before and after everything that it makes durable: each commit and each
 * call to the provider, of every flow. The engine is started again, and must come to the end that
 * the flow has when nothing dies. Stateless.
 */
public final class CrashBenchmark implements Benchmark {

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String purpose() {
    return "kills the payment engine at every durable boundary and compares the ends";
  }

  @Override
  public void run(Effort effort, PrintStream out) throws IOException, InterruptedException {
    List<String> faults =
        effort.rounds() > 1
            ? Crashes.run(Flows.all(), cases -> cases, out)
            : sample(new Random().nextInt(1_000_000), out);
    if (!faults.isEmpty()) {
      throw new IOException(faults.size() + " faults:\n" + String.join("\n", faults));
    }
  }

  /** Every boundary of a confirm, and some of other flows; the seed chooses. */
  static List<String> sample(int seed, PrintStream out) throws IOException, InterruptedException {
    out.println("a sample of seed " + seed);
    Sample sample = new Sample(new Random(seed));
    return Crashes.run(sample.flows(), sample::cases, out);
  }
}
