package com.moalog.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.stream.Stream;

/** Where and when a table was measured. Stateless. */
public final class Machine {

  private static final long KIB_PER_GIB = 1_024 * 1_024;

  private Machine() {}

  /** One line to stand above a table. */
  public static String describe(Clock clock) {
    return "%s, %d processors (%s), %d GiB, Linux %s, Java %s"
        .formatted(
            LocalDate.now(clock),
            Runtime.getRuntime().availableProcessors(),
            field("/proc/cpuinfo", "model name"),
            memoryGib(),
            System.getProperty("os.version"),
            Runtime.version());
  }

  private static long memoryGib() {
    String kib = field("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "");
    return kib.isEmpty() ? 0 : Math.round((double) Long.parseLong(kib) / KIB_PER_GIB);
  }

  private static String field(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
