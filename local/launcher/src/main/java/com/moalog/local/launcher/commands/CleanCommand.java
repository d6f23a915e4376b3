package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.parts.StagedJar;
import com.moalog.local.launcher.settings.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops everything and deletes what it stored. */
@Command(name = "clean", description = "Stop everything and delete its data, logs and secrets.")
final class CleanCommand implements Callable<Integer> {

  private final Platform platform;

  CleanCommand(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    new DownCommand(platform).stopAll();
    Home home = platform.home();
    for (Path folder :
        List.of(
            home.data(),
            home.applications(),
            home.run(),
            home.logs(),
            home.state().resolve("demo"))) {
      if (Files.exists(folder)) {
        System.out.println("deleting " + folder);
        StagedJar.deleteTree(folder);
      }
    }
    if (Files.deleteIfExists(home.secrets())) {
      System.out.println("deleted " + home.secrets());
    }
    System.out.println("kept " + home.programs() + ", the unpacked database servers");
    if (Files.exists(home.backups())) {
      System.out.println("kept " + home.backups());
    }
    return 0;
  }
}
