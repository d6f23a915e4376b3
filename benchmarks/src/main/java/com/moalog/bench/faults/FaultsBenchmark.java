package com.moalog.bench.faults;

import com.moalog.bench.crash.Published;
import com.moalog.bench.measure.Effort;
import com.moalog.bench.measure.Seeded;
import com.moalog.bench.measure.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Runs random schedules of calls and faults and checks what must hold after each. For every mistake
 * that is made on purpose some schedules must find it. Stateless.
 */
public final class FaultsBenchmark implements Seeded {

  private static final int AT_ONCE = 48;
  private static final int ALL = 10_000;
  private static final int QUICK = 200;
  private static final int PER_BUG = 64;
  private static final int A_FEW = 8;
  private static final int PROGRESS = 100;
  private static final String USUAL = "faults-";

  /**
   * What came of a run.
   *
   * @param faults of the engine, by the seed; none is expected
   * @param found for each mistake, the first seed that found it
   * @param lost events that no consumer saw, or saw in another order
   */
  public record Outcome(
      int schedules,
      double seconds,
      Map<Long, List<String>> faults,
      Map<String, Optional<Long>> found,
      List<String> lost) {}

  /** One schedule to run; bugs are looked for with a few. */
  private record Job(Optional<Bug> bug, long seed) {
    String prefix() {
      return bug.map(Bug::prefix).orElse(USUAL);
    }
  }

  @Override
  public String name() {
    return "faults";
  }

  @Override
  public String purpose() {
    return "random schedules of calls, duplicates, crashes and provider faults (--seed N repeats one)";
  }

  @Override
  public void run(Effort effort, PrintStream out) throws IOException, InterruptedException {
    Outcome outcome = run(1, effort.equals(Effort.QUICK) ? QUICK : ALL, PER_BUG, out);
    Table table = new Table("What", "count");
    table.row("schedules", outcome.schedules());
    table.row("schedules per second", outcome.schedules() / outcome.seconds());
    table.row("schedules with a fault", outcome.faults().size());
    table.row("events that were lost or came out of order", outcome.lost().size());
    outcome
        .found()
        .forEach((bug, seed) ->
            table.row(
                "made on purpose: " + bug,
                seed.map(one -> "found by seed " + one).orElse("NOT FOUND")));
    table.print(out);
    outcome.faults().forEach((seed, faults) -> print(seed, faults, out));
    outcome.lost().forEach(out::println);
    if (!outcome.faults().isEmpty()
        || !outcome.lost().isEmpty()
        || outcome.found().containsValue(Optional.<Long>empty())) {
      throw new IOException("not everything held");
    }
  }

  private static void print(long seed, List<String> faults, PrintStream out) {
    out.println();
    out.println("seed " + seed + ", again with: ./moalog bench faults --seed " + seed);
    faults.forEach(line -> out.println("  " + line));
  }

  @Override
  public void repeat(long seed, PrintStream out) throws IOException {
    try (World world = World.start()) {
      List<String> faults = Schedule.run(world, USUAL, seed);
      if (!faults.isEmpty()) {
        print(seed, faults, out);
        throw new IOException("seed " + seed + " does not hold");
      }
      out.println("seed " + seed + " holds");
    }
  }

  /**
   * Runs schedules with the seeds from {@code first} on, and some for each mistake.
   *
   * @param perBug most schedules for each mistake
   */
  public static Outcome run(long first, int count, int perBug, PrintStream out)
      throws IOException, InterruptedException {
    Map<Long, List<String>> faults = new ConcurrentSkipListMap<>();
    Map<String, Optional<Long>> found = new TreeMap<>();
    try (World world = World.start()) {
      List<Job> jobs = new ArrayList<>();
      for (long seed = first; seed < first + count; seed++) {
        jobs.add(new Job(Optional.empty(), seed));
      }
      long start = System.nanoTime();
      results(world, jobs, out).forEach((job, wrong) -> faults.put(job.seed(), wrong));
      double seconds = (System.nanoTime() - start) / 1e9;
      hunt(world, first, perBug, found, out);
      Published published = Published.read(world.kafka());
      List<String> lost =
          published.faults(world.database()).stream()
              .filter(fault -> !fault.contains(" of bug-"))
              .toList();
      return new Outcome(count, seconds, faults, found, lost);
    }
  }

  /** Looks for every mistake with a few schedules at a time, until it is found. */
  private static void hunt(
      World world, long first, int most, Map<String, Optional<Long>> found, PrintStream out)
      throws IOException, InterruptedException {
    for (Bug bug : Bug.values()) {
      found.put(bug.name(), Optional.empty());
    }
    for (long start = first; start < first + most; start += A_FEW) {
      List<Job> jobs = new ArrayList<>();
      for (Bug bug : Bug.values()) {
        boolean isFound = found.getOrDefault(bug.name(), Optional.empty()).isPresent();
        for (long seed = start; !isFound && seed < start + A_FEW; seed++) {
          jobs.add(new Job(Optional.of(bug), seed));
        }
      }
      results(world, jobs, out).keySet().stream()
          .sorted(Comparator.comparingLong(Job::seed).reversed())
          .forEach(job -> found.put(job.bug().orElseThrow().name(), Optional.of(job.seed())));
    }
  }

  /** The jobs at whose end something was wrong. */
  private static Map<Job, List<String>> results(World world, List<Job> jobs, PrintStream out)
      throws IOException, InterruptedException {
    Map<Job, List<String>> wrong = new ConcurrentHashMap<>();
    Semaphore places = new Semaphore(AT_ONCE);
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Job job : jobs) {
        places.acquire();
        running.add(
            threads.submit(() -> {
              try {
                List<String> faults = Schedule.run(world, job.prefix(), job.seed());
                if (!faults.isEmpty()) {
                  wrong.put(job, faults);
                }
              } finally {
                places.release();
              }
              return true;
            }));
        if (running.size() % PROGRESS == 0) {
          out.printf("%d schedules, %d with a fault%n", running.size(), wrong.size());
        }
      }
    }
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException failed) {
        throw new IOException("a schedule could not be run", failed.getCause());
      }
    }
    return wrong;
  }
}
