package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.supervise.ControlClient;
import com.moalog.local.launcher.supervise.PartReport;
import com.moalog.local.launcher.supervise.State;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything and waits until each part is healthy. */
@Command(name = "up", description = "Build what changed, start everything, print the addresses.")
final class UpCommand implements Callable<Integer> {

  private final Platform platform;

  @Option(
      names = "--with",
      paramLabel = "GROUP",
      description = "also start the parts of this group: monitoring")
  private @Nullable Group group;

  UpCommand(Platform platform) {
    this.platform = platform;
  }

  /** Optional parts of the platform. */
  enum Group {
    MONITORING
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    return up(group == Group.MONITORING);
  }

  /** Starts everything, and what watches it where that is asked for or runs already. */
  int up(boolean withMonitoring) throws IOException, InterruptedException, CommandFailure {
    Settings settings = platform.settings();
    ControlClient supervisor = platform.supervisor();
    if (!supervisor.isUp()) {
      new SupervisorStart(platform, settings).start(withMonitoring);
    }
    Progress progress = Progress.starting();
    ControlClient.Answer answer =
        supervisor
            .send(withMonitoring ? "up-with-monitoring" : "up", progress::show)
            .orElseThrow(() -> new CommandFailure("the supervisor is gone: run ./moalog up again"));
    if (!answer.succeeded()) {
      throw new CommandFailure(failures(answer.parts()));
    }
    System.out.println(progress.hasNews() ? "Everything is healthy." : "Already up.");
    if (!answer.text().equals(settings.fingerprint())) {
      System.out.println(
          "The settings changed since the start; ./moalog restart puts them into effect.");
    }
    AddressList.print(settings, withMonitoring);
    return 0;
  }

  private List<String> failures(List<PartReport> reports) {
    Map<String, PartReport> latest = new LinkedHashMap<>();
    reports.forEach(report -> latest.put(report.name(), report));
    return latest.values().stream()
        .filter(report -> report.state() != State.HEALTHY)
        .map(report ->
            "%s is %s: %s; log: %s"
                .formatted(
                    report.name(),
                    report.state().word(),
                    report.reason().isEmpty() ? "not healthy in time" : report.reason(),
                    platform.home().log(report.name())))
        .toList();
  }
}
