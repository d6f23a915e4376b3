package com.moalog.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gatling's own figures of one run, as it prints them at the end; times in milliseconds.
 *
 * @param report the page to open
 */
record Figures(
    double requests,
    double failed,
    double perSecond,
    double p50,
    double p95,
    double p99,
    Path report) {

  private static final int PERCENT = 100;

  /** Reads what the run in this folder printed to {@code gatling.log}. */
  static Figures in(Path folder) throws IOException {
    String printed = Files.readString(folder.resolve("gatling.log"));
    return new Figures(
        cell(printed, "request count", 1),
        cell(printed, "request count", 3),
        cell(printed, "mean throughput (rps)", 1),
        cell(printed, "response time 50th percentile (ms)", 1),
        cell(printed, "response time 95th percentile (ms)", 1),
        cell(printed, "response time 99th percentile (ms)", 1),
        page(folder));
  }

  /** A number of the last line of that name: total, good and bad ones stand in columns. */
  private static double cell(String printed, String name, int column) throws IOException {
    Matcher line =
        Pattern.compile("> " + Pattern.quote(name) + " +\\|([^|]*)\\|([^|]*)\\|([^|\\n]*)")
            .matcher(printed);
    String found = "";
    while (line.find()) {
      found = line.group(column).strip().replace(",", "");
    }
    if (found.isEmpty()) {
      throw new IOException("Gatling did not end well: " + printed.lines().limit(3).toList());
    }
    return found.equals("-") ? 0 : Double.parseDouble(found);
  }

  private static Path page(Path folder) throws IOException {
    try (Stream<Path> reports = Files.list(folder)) {
      return reports
          .filter(Files::isDirectory)
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new IOException("Gatling left no report in " + folder))
          .resolve("index.html");
    }
  }

  double failedPercent() {
    return requests == 0 ? PERCENT : failed * PERCENT / requests;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,.0f requests, %.1f/s, p50 %.0f, p95 %.0f, p99 %,.0f ms, %.2f %% failed",
        requests,
        perSecond,
        p50,
        p95,
        p99,
        failedPercent());
  }
}
