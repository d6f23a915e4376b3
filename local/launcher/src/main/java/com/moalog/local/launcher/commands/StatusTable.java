package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.parts.ContainerParts;
import com.moalog.local.launcher.parts.Parts;
import com.moalog.local.launcher.supervise.PartReport;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of {@code ./moalog status}. Immutable. */
final class StatusTable {

  /** The most memory that everything but monitoring may take. */
  static final int BUDGET_MIB = 1_638;

  private static final int KIB_PER_MIB = 1_024;

  private final Clock clock;

  StatusTable(Clock clock) {
    this.clock = clock;
  }

  List<String> lines(List<PartReport> reports) {
    List<String> lines = new ArrayList<>();
    lines.add(row("PART", "STATE", "ADDRESS", "PID", "MEMORY", "UPTIME", "RESTARTS"));
    reports.forEach(report -> lines.add(row(report)));
    ContainerParts.names()
        .forEach(name -> lines.add(row(name, "-", "in containers only", "", "", "", "")));
    reports.stream()
        .filter(report -> !report.reason().isEmpty())
        .forEach(report -> lines.add(report.name() + ": " + report.reason()));
    long all = reports.stream().mapToLong(PartReport::pssKib).sum();
    long monitoring =
        reports.stream()
            .filter(report -> Parts.optionalNames().contains(report.name()))
            .mapToLong(PartReport::pssKib)
            .sum();
    lines.add(
        "Memory (PSS): %d MB of %d MB allowed; monitoring %d MB beside it"
            .formatted((all - monitoring) / KIB_PER_MIB, BUDGET_MIB, monitoring / KIB_PER_MIB));
    return lines;
  }

  private String row(PartReport report) {
    boolean runs = report.pid() != 0;
    return row(
        report.name(),
        report.state().word(),
        report.address(),
        runs ? Long.toString(report.pid()) : "-",
        runs ? report.pssKib() / KIB_PER_MIB + " MB" : "-",
        runs ? uptime(Duration.between(report.since(), clock.instant())) : "-",
        Integer.toString(report.restarts()));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-27s %-11s %-31s %8s %9s %9s %8s", cells).stripTrailing();
  }

  /** Two units are enough to know how long: {@code 3d 4h}, {@code 12m 5s}. */
  static String uptime(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + "d " + duration.toHoursPart() + "h";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + "h " + duration.toMinutesPart() + "m";
    }
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + "m " + duration.toSecondsPart() + "s";
    }
    return duration.toSeconds() + "s";
  }
}
