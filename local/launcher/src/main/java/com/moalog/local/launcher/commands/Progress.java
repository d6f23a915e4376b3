package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.supervise.PartReport;
import com.moalog.local.launcher.supervise.State;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Prints one line when a part has got somewhere. Not thread-safe. */
final class Progress {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Set<State> worthALine;
  private final long startNanos = System.nanoTime();
  private boolean hasNews;

  private Progress(Set<State> worthALine) {
    this.worthALine = worthALine;
  }

  /** Tells how parts come up. */
  static Progress starting() {
    return new Progress(EnumSet.of(State.HEALTHY, State.FAILED, State.RESTARTING));
  }

  /** Tells how parts end. */
  static Progress stopping() {
    return new Progress(EnumSet.of(State.STOPPED));
  }

  void show(PartReport report) {
    hasNews |= report.state() != State.HEALTHY;
    if (worthALine.contains(report.state())) {
      print(report);
    }
  }

  /** Whether any part was not healthy already. */
  boolean hasNews() {
    return hasNews;
  }

  private void print(PartReport report) {
    double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
    String note = report.reason().isEmpty() ? report.address() : report.reason();
    System.out.println(
        String.format(
                Locale.ROOT,
                "  %-26s %-10s %5.1f s  %s",
                report.name(),
                report.state().word(),
                seconds,
                note)
            .stripTrailing());
  }
}
