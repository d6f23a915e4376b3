package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.supervise.Orphans;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops everything, with or without a living supervisor. */
@Command(name = "down", description = "Stop everything; the data stays.")
final class DownCommand implements Callable<Integer> {

  private final Platform platform;

  DownCommand(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    System.out.println(stopAll() ? "Everything has stopped." : "Nothing was running.");
    return 0;
  }

  /** True when something ran. */
  boolean stopAll() throws IOException, InterruptedException, CommandFailure {
    boolean answered = askSupervisor();
    Home home = platform.home();
    boolean hadOrphans = !Orphans.find(home).isEmpty();
    List<String> left = Orphans.stop(home);
    if (!left.isEmpty()) {
      throw new CommandFailure("cannot stop " + String.join(", ", left) + "; who owns them?");
    }
    return answered || hadOrphans;
  }

  private boolean askSupervisor() {
    try {
      return platform.supervisor().send("down", Progress.stopping()::show).isPresent();
    } catch (IOException diedMeanwhile) {
      System.out.println("The supervisor died; stopping its parts without it.");
      return true;
    }
  }
}
