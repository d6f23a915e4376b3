package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.backup.BackupFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Saves both databases while the platform goes on working. */
@Command(name = "backup", description = "Save both databases while the platform goes on working.")
final class BackupCommand implements Callable<Integer> {

  private final Platform platform;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description = "where backups are kept (.moalog/backups)")
  private Path folder = Path.of("");

  BackupCommand(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    long begun = System.nanoTime();
    Path made = DatabaseBackups.of(platform).save(new BackupFolder(place(platform, folder)));
    System.out.printf("backup: %s (%.1f s)%n", made, (System.nanoTime() - begun) / 1e9);
    return 0;
  }

  /** The folder that was named, or the one in the platform's state. */
  static Path place(Platform platform, Path folder) {
    return folder.toString().isEmpty() ? platform.home().backups() : folder;
  }
}
