package com.moalog.local.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL of its own, which is stopped, emptied and started from the backup. */
class PostgresBackupTest {

  private static final String SUM =
      "SELECT count(*) || ' ' || md5(string_agg(id || body, ',' ORDER BY id)) FROM notes";

  @TempDir Path folder;

  private static Connection connect(PostgresServer server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), PostgresServer.OWNER, server.password());
  }

  private static String one(PostgresServer server, String query) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(PostgresServer server, String... statements) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static PostgresBackup backupOf(PostgresServer server) {
    return new PostgresBackup(
        server.jdbcUrl(), PostgresServer.OWNER, server.password(), server.data());
  }

  @Test
  void bringsBackEveryRowAndRoleAfterTheDataAreGone() throws Exception {
    try (RunningServer<PostgresServer> running = TestServers.newPostgres()) {
      PostgresServer server = running.server();
      PostgresBackup backup = backupOf(server);
      execute(
          server,
          "CREATE ROLE keeper NOLOGIN",
          "CREATE TABLE notes (id BIGINT PRIMARY KEY, body TEXT)",
          "INSERT INTO notes SELECT n, repeat(md5(n::text), 20) FROM generate_series(1, 5000) n");
      String before = one(server, SUM);
      backup.backUp(folder);
      execute(server, "DROP TABLE notes", "DROP ROLE keeper");
      running.stop();

      backup.restore(folder);
      startAgain(running);

      assertThat(one(server, SUM)).isEqualTo(before);
      assertThat(one(server, "SELECT count(*) FROM pg_roles WHERE rolname = 'keeper'"))
          .isEqualTo("1");
      backup.forget();
    }
  }

  @Test
  void isConsistentWhileOthersWrite() throws Exception {
    try (RunningServer<PostgresServer> running = TestServers.newPostgres()) {
      PostgresServer server = running.server();
      execute(
          server,
          "CREATE TABLE accounts (id INT PRIMARY KEY, amount INT)",
          "INSERT INTO accounts SELECT n, 100 FROM generate_series(1, 50) n");
      AtomicBoolean over = new AtomicBoolean();
      Thread writer = Thread.ofVirtual().start(() -> moveMoney(server, over));
      backupOf(server).backUp(folder);
      over.set(true);
      writer.join();
      running.stop();

      backupOf(server).restore(folder);
      startAgain(running);

      assertThat(one(server, "SELECT sum(amount) FROM accounts")).isEqualTo("5000");
    }
  }

  /** As the supervisor does it: what was restored gets its owner first. */
  private static void startAgain(RunningServer<PostgresServer> running) throws Exception {
    running.server().prepare();
    running.restart();
  }

  private static void moveMoney(PostgresServer server, AtomicBoolean over) {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int move = 0; !over.get(); move++) {
        statement.execute("UPDATE accounts SET amount = amount - 1 WHERE id = " + (move % 50 + 1));
        statement.execute(
            "UPDATE accounts SET amount = amount + 1 WHERE id = " + ((move + 7) % 50 + 1));
        connection.commit();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void touchesNeitherARunningServerNorItsDataWhenTheArchiveIsBroken() throws Exception {
    try (RunningServer<PostgresServer> running = TestServers.newPostgres()) {
      PostgresServer server = running.server();
      PostgresBackup backup = backupOf(server);
      execute(
          server, "CREATE TABLE notes (id BIGINT, body TEXT)", "INSERT INTO notes VALUES (1, 'a')");
      String before = one(server, SUM);
      backup.backUp(folder);
      assertThatThrownBy(() -> backup.restore(folder)).hasMessageContaining("still runs");
      running.stop();

      Path archive = folder.resolve(PostgresBackup.ARCHIVE);
      byte[] whole = Files.readAllBytes(archive);
      Files.write(archive, java.util.Arrays.copyOf(whole, whole.length / 2));
      assertThatThrownBy(() -> backup.restore(folder)).isInstanceOf(java.io.IOException.class);
      startAgain(running);
      assertThat(one(server, SUM)).isEqualTo(before);
    }
  }

  @Test
  void isUndoneWhenItWasKilledBetweenItsTwoSteps() throws Exception {
    Path data = Files.createDirectories(folder.resolve("server/data"));
    Files.writeString(data.resolve("PG_VERSION"), "before");
    PostgresBackup backup = new PostgresBackup("", "", "", data);
    Files.move(data, data.resolveSibling("data.replaced"));
    Files.createDirectories(data.resolveSibling("data.restoring"));

    assertThatThrownBy(() -> backup.restore(folder)).isInstanceOf(java.io.IOException.class);

    assertThat(data.resolve("PG_VERSION")).hasContent("before");
    assertThat(data.resolveSibling("data.replaced")).doesNotExist();
  }
}
