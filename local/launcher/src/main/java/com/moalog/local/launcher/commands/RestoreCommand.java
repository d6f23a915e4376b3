package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.backup.BackupException;
import com.moalog.local.launcher.backup.BackupFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings both databases back to a backup. */
@Command(name = "restore", description = "Bring both databases back to a backup.")
final class RestoreCommand implements Callable<Integer> {

  private final Platform platform;

  @Parameters(
      arity = "0..1",
      paramLabel = "BACKUP",
      description = "its name; the latest unless said")
  private String name = "";

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      description = "where backups are kept (.moalog/backups)")
  private Path folder = Path.of("");

  @Option(names = "--force", description = "replace the data that are there")
  private boolean force;

  RestoreCommand(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    long begun = System.nanoTime();
    DatabaseBackups databases = DatabaseBackups.of(platform);
    Path backup = chosen();
    if (!force) {
      databases.requireEmpty();
    }
    databases.bringBack(backup);
    System.out.printf(
        "restore: %s is in place (%.1f s)%n",
        backup.getFileName(), (System.nanoTime() - begun) / 1e9);
    if (!databases.hasTheSecretsOf(backup)) {
      System.err.printf(
          "moalog: the secrets of this backup are others than those in force: copy %s to %s, then ./moalog restart%n",
          backup.resolve("secrets.env"), platform.home().secrets());
    }
    return 0;
  }

  private Path chosen() throws IOException, CommandFailure {
    try {
      return new BackupFolder(BackupCommand.place(platform, folder)).choose(name);
    } catch (BackupException e) {
      throw new CommandFailure(e.reason());
    }
  }
}
