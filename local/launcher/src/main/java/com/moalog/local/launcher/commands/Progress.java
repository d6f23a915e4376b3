package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.supervise.PartReport;
import com.moalog.local.launcher.supervise.State;
import java.util.Locale;

/** Prints one line when a part has got somewhere. Not thread-safe. */
final class Progress {

  private static final double NANOS_PER_SECOND = 1e9;

  private final long startNanos = System.nanoTime();
  private boolean hasNews;

  void show(PartReport report) {
    hasNews |= report.state() != State.HEALTHY;
    switch (report.state()) {
      case HEALTHY, FAILED, RESTARTING, STOPPED, UNHEALTHY -> print(report);
      case WAITING, PREPARING, STARTING, STOPPING -> {
        // On its way: the next line about this part tells how it ended.
      }
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
                "  %-17s %-10s %5.1f s  %s",
                report.name(),
                report.state().word(),
                seconds,
                note)
            .stripTrailing());
  }
}
