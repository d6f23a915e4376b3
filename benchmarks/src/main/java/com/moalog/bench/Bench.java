package com.moalog.bench;

import com.moalog.bench.crash.CrashBenchmark;
import com.moalog.bench.faults.FaultsBenchmark;
import com.moalog.bench.fluxpay.FluxPayBenchmark;
import com.moalog.bench.limiter.LimiterBenchmark;
import com.moalog.bench.live.LiveBenchmark;
import com.moalog.bench.measure.Benchmark;
import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.Machine;
import com.moalog.bench.measure.Seeded;
import com.moalog.bench.rjmx.RjmxBenchmark;
import com.moalog.bench.server.ServerBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./moalog bench NAME [--quick | --seed N]}: runs one benchmark, or one of its cases again.
 * Without a name it lists them; an unknown one exits with 2, a failed measurement with 1.
 */
public final class Bench {

  private static final int USAGE_ERROR = 2;
  private static final String QUICK = "--quick";
  private static final String SEED = "--seed";

  private final List<Benchmark> benchmarks;
  private final PrintStream out;
  private final PrintStream err;

  Bench(List<Benchmark> benchmarks, PrintStream out, PrintStream err) {
    this.benchmarks = List.copyOf(benchmarks);
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) throws InterruptedException {
    System.exit(new Bench(all(), System.out, System.err).run(List.of(arguments)));
  }

  /** Every benchmark of the platform, in the order of the list that people see. */
  static List<Benchmark> all() {
    return List.of(
        new LimiterBenchmark(),
        new ServerBenchmark(),
        new LiveBenchmark(),
        new RjmxBenchmark(),
        new CrashBenchmark(),
        new FluxPayBenchmark(),
        new FaultsBenchmark());
  }

  int run(List<String> arguments) throws InterruptedException {
    int seed = arguments.indexOf(SEED);
    return seed < 0 ? measured(arguments) : repeated(arguments, seed);
  }

  private int repeated(List<String> arguments, int at) throws InterruptedException {
    boolean isUsable =
        arguments.size() == 3
            && at == 1
            && arguments.getLast().matches("\\d{1,18}")
            && find(arguments.getFirst()).filter(Seeded.class::isInstance).isPresent();
    if (!isUsable) {
      err.println("moalog: --seed N stands behind a benchmark of random cases: faults");
      return USAGE_ERROR;
    }
    Seeded chosen = (Seeded) find(arguments.getFirst()).orElseThrow();
    try {
      chosen.repeat(Long.parseLong(arguments.getLast()), out);
      return 0;
    } catch (IOException e) {
      err.println("moalog: " + e.getMessage());
      return 1;
    }
  }

  private int measured(List<String> arguments) throws InterruptedException {
    List<String> names = arguments.stream().filter(each -> !each.startsWith("-")).toList();
    List<String> options = arguments.stream().filter(each -> each.startsWith("-")).toList();
    if (names.isEmpty() && options.stream().allMatch(List.of("-h", "--help")::contains)) {
      list();
      return 0;
    }
    Optional<String> fault = fault(names, options);
    if (fault.isPresent()) {
      err.println("moalog: " + fault.get());
      return USAGE_ERROR;
    }
    Benchmark chosen = find(names.getFirst()).orElseThrow();
    return measure(chosen, options.contains(QUICK) ? Effort.QUICK : Effort.FULL);
  }

  private Optional<String> fault(List<String> names, List<String> options) {
    Optional<String> unknown = options.stream().filter(each -> !each.equals(QUICK)).findFirst();
    if (unknown.isPresent()) {
      return Optional.of("unknown option '" + unknown.get() + "'; the only one is " + QUICK);
    }
    if (names.size() != 1) {
      return Optional.of("name one benchmark; ./moalog bench lists them");
    }
    return find(names.getFirst()).isPresent()
        ? Optional.empty()
        : Optional.of("unknown benchmark '" + names.getFirst() + "'; ./moalog bench lists them");
  }

  private Optional<Benchmark> find(String name) {
    return benchmarks.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private void list() {
    out.println("Usage: ./moalog bench NAME [--quick | --seed N]");
    out.println();
    benchmarks.forEach(each -> out.printf("  %-16s %s%n", each.name(), each.purpose()));
  }

  private int measure(Benchmark benchmark, Effort effort) throws InterruptedException {
    out.println(benchmark.name() + ": " + benchmark.purpose());
    out.println(Machine.describe(Clock.systemUTC()));
    try {
      benchmark.run(effort, out);
      return 0;
    } catch (IOException e) {
      err.println("moalog: the benchmark failed: " + e.getMessage());
      return 1;
    }
  }
}
