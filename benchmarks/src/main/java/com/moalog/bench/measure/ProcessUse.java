package com.moalog.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process has used so far, as Linux counts it in {@code /proc} (proc(5)). Immutable.
 *
 * @param cpuNanos user and system time of all its threads
 * @param residentKib pages in memory now
 */
public record ProcessUse(long cpuNanos, long residentKib) {

  /** USER_HZ is 100 on every architecture that the platform runs on. */
  private static final long NANOS_PER_TICK = 10_000_000;

  /** Fields after the program's name in {@code stat}: state is the first of them. */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  /**
   * Reads the figures of a process that runs.
   *
   * @throws IOException when there is no such process
   */
  public static ProcessUse of(long pid) throws IOException {
    Path directory = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(directory.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return new ProcessUse(ticks * NANOS_PER_TICK, residentKib(directory));
  }

  private static long residentKib(Path directory) throws IOException {
    try (Stream<String> lines = Files.lines(directory.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    }
  }

  /** Microseconds of CPU for each of the operations since an earlier reading. */
  public double microsPerOperation(ProcessUse earlier, long operations) {
    return operations == 0 ? 0 : (cpuNanos - earlier.cpuNanos) / 1_000.0 / operations;
  }
}
