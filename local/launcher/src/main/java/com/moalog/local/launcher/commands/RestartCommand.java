package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.parts.Parts;
import com.moalog.local.launcher.supervise.State;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops and starts one part, or everything. */
@Command(name = "restart", description = "Stop and start one part, or everything.")
final class RestartCommand implements Callable<Integer> {

  private final Platform platform;

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "its name in ./moalog status")
  private String part = "";

  RestartCommand(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    if (!part.isEmpty()) {
      return PartCommands.send(platform, "restart", part);
    }
    platform.settings(); // A fault in .env must not stop what runs.
    boolean hadMonitoring = hasMonitoring();
    new DownCommand(platform).stopAll();
    return new UpCommand(platform).up(hadMonitoring);
  }

  private boolean hasMonitoring() throws IOException {
    return platform.supervisor().send("status", report -> {}).stream()
        .flatMap(answer -> answer.parts().stream())
        .anyMatch(
            report -> Parts.optionalNames().contains(report.name()) && report.state() != State.OFF);
  }
}
