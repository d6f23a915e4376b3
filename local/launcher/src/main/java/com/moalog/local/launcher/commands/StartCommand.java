package com.moalog.local.launcher.commands;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Start one part. */
@Command(name = "start", description = "Start one part.")
final class StartCommand implements Callable<Integer> {

  private final Platform platform;

  @Parameters(paramLabel = "SERVICE", description = "its name in ./moalog status")
  private String part = "";

  StartCommand(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    return PartCommands.send(platform, "start", part);
  }
}
