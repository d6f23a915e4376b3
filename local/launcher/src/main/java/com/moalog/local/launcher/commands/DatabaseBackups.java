package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.backup.BackupException;
import com.moalog.local.launcher.backup.BackupFolder;
import com.moalog.local.launcher.backup.MySqlBackup;
import com.moalog.local.launcher.backup.PostgresBackup;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.supervise.PartReport;
import com.moalog.local.launcher.supervise.State;
import com.moalog.local.servers.MySqlServer;
import com.moalog.local.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Both databases of the platform on this machine, as the commands save and restore them. */
record DatabaseBackups(Platform platform, MySqlBackup mysql, PostgresBackup postgres) {

  private static final List<String> WRITERS = List.of("moalog-server", "fluxpay-engine");
  private static final String SECRETS = "secrets.env";
  private static final String MYSQL = "mysql";
  private static final String POSTGRES = "fluxpay-postgres";

  static DatabaseBackups of(Platform platform) throws IOException, CommandFailure {
    Settings settings = platform.settings();
    MySqlBackup mysql =
        new MySqlBackup(
            "jdbc:mysql://127.0.0.1:" + settings.port("MYSQL_PORT") + "/",
            MySqlServer.OWNER,
            settings.text("MYSQL_ROOT_PASSWORD"),
            MySqlServer.SCHEMA);
    PostgresBackup postgres =
        new PostgresBackup(
            "jdbc:postgresql://127.0.0.1:%d/%s"
                .formatted(settings.port("FLUXPAY_POSTGRES_PORT"), PostgresServer.DATABASE),
            PostgresServer.OWNER,
            settings.text("FLUXPAY_DB_PASSWORD"),
            platform.home().data().resolve(POSTGRES).resolve("data"));
    return new DatabaseBackups(platform, mysql, postgres);
  }

  /** Makes a backup of both and returns its folder. */
  Path save(BackupFolder folder) throws IOException, CommandFailure {
    requireHealthy();
    try {
      return folder.add(
          Instant.now(),
          draft -> {
            mysql.backUp(draft);
            postgres.backUp(draft);
            // Without the keys that encrypted them, some of the data could not be read.
            Files.copy(platform.home().secrets(), draft.resolve(SECRETS));
          });
    } catch (BackupException e) {
      throw new CommandFailure(e.reason());
    }
  }

  /** Brings both back; the services that write stop meanwhile and start again. */
  void bringBack(Path backup) throws IOException, CommandFailure {
    requireHealthy();
    for (String writer : WRITERS) {
      PartCommands.send(platform, "stop", writer);
    }
    try {
      mysql.restore(backup);
      PartCommands.send(platform, "stop", POSTGRES);
      replacePostgres(backup);
    } catch (BackupException e) {
      throw new CommandFailure(e.reason());
    } finally {
      for (String writer : WRITERS.reversed()) {
        PartCommands.send(platform, "start", writer);
      }
    }
  }

  private void replacePostgres(Path backup) throws IOException, CommandFailure, BackupException {
    try {
      postgres.restore(backup);
      PartCommands.send(platform, "start", POSTGRES);
    } catch (IOException | CommandFailure | BackupException e) {
      postgres.undo();
      PartCommands.send(platform, "start", POSTGRES);
      throw e;
    }
    postgres.forget();
  }

  /** Refuses to replace data, which nothing would bring back. */
  void requireEmpty() throws CommandFailure {
    try {
      int tables = mysql.tables();
      if (tables > 0 || Files.exists(postgres.data())) {
        throw new CommandFailure(
            "both databases hold data (%d tables in MySQL), and a restore replaces them: make a backup first, then add --force"
                .formatted(tables));
      }
    } catch (BackupException e) {
      throw new CommandFailure(e.reason());
    }
  }

  /** Whether the data were encrypted and signed with the secrets that are in force now. */
  boolean hasTheSecretsOf(Path backup) throws IOException {
    Path own = platform.home().secrets();
    return Files.exists(own) && Files.mismatch(own, backup.resolve(SECRETS)) < 0;
  }

  private void requireHealthy() throws IOException, CommandFailure {
    List<PartReport> parts =
        platform
            .supervisor()
            .send("status", report -> {})
            .orElseThrow(() -> new CommandFailure("the platform is down: run ./moalog up"))
            .parts();
    for (PartReport part : parts) {
      if (List.of(MYSQL, POSTGRES).contains(part.name()) && part.state() != State.HEALTHY) {
        throw new CommandFailure(
            part.name() + " is " + part.state().word() + "; see ./moalog status");
      }
    }
  }
}
