package com.moalog.local.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory a process really costs. Stateless. */
public final class Memory {

  private static final String FIELD = "Pss:";

  private Memory() {}

  /**
   * Proportional set size of a process and all that it started, in KiB. A page that several
   * processes share counts for each of them in part, so that sums are true. A process that ended
   * meanwhile, or that belongs to somebody else, counts nothing.
   */
  public static long pssKib(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(each -> ownPssKib(each.pid()))
        .sum();
  }

  /** The same for one process alone. */
  public static long ownPssKib(long pid) {
    Path file = Path.of("/proc", Long.toString(pid), "smaps_rollup");
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(FIELD))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException goneOrForeign) {
      return 0;
    }
  }
}
