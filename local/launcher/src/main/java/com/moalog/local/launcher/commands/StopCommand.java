package com.moalog.local.launcher.commands;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stop one part until it is started again. */
@Command(name = "stop", description = "Stop one part until it is started again.")
final class StopCommand implements Callable<Integer> {

  private final Platform platform;

  @Parameters(paramLabel = "SERVICE", description = "its name in ./moalog status")
  private String part = "";

  StopCommand(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    return PartCommands.send(platform, "stop", part);
  }
}
