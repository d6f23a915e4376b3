package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.supervise.ControlClient;
import com.moalog.local.launcher.supervise.Orphans;
import com.moalog.local.launcher.supervise.PartReport;
import com.moalog.local.launcher.supervise.State;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows every part of the platform. */
@Command(name = "status", description = "Show every part; exit 1 unless all are healthy.")
final class StatusCommand implements Callable<Integer> {

  private final Platform platform;

  StatusCommand(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws IOException {
    Optional<ControlClient.Answer> answer = platform.supervisor().send("status", report -> {});
    if (answer.isEmpty()) {
      return withoutSupervisor();
    }
    List<PartReport> reports = answer.get().parts();
    new StatusTable(Clock.systemUTC()).lines(reports).forEach(System.out::println);
    return reports.stream().allMatch(StatusCommand::isAsWanted) ? 0 : 1;
  }

  private static boolean isAsWanted(PartReport report) {
    return report.state() == State.HEALTHY || report.state() == State.OFF;
  }

  private int withoutSupervisor() throws IOException {
    Map<String, ?> orphans = Orphans.find(platform.home());
    System.out.println(
        orphans.isEmpty()
            ? "The platform is down; ./moalog up starts it."
            : "The supervisor is dead, these run without it: "
                + String.join(", ", orphans.keySet())
                + "; ./moalog up takes over, ./moalog down stops them.");
    return 1;
  }
}
