package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.servers.MySqlServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Writes the fixed rows that the load tests read; what is there already stays as it is. */
@Command(name = "seed", description = "Write the rows of the load tests into MySQL; repeatable.")
final class SeedCommand implements Callable<Integer> {

  private static final String CONNECT_TIMEOUT_MILLIS = "3000";

  private final Platform platform;

  SeedCommand(Platform platform) {
    this.platform = platform;
  }

  @Override
  public Integer call() throws IOException, CommandFailure {
    Settings settings = platform.settings();
    int added = 0;
    try (Connection connection = connect(settings)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (String sql : statements()) {
          added += statement.executeUpdate(sql);
        }
        requireOwnRows(statement);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new CommandFailure(
          "cannot seed MySQL on port %d: %s; is ./moalog up done?"
              .formatted(
                  settings.port("MYSQL_PORT"),
                  String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
    System.out.println("seed: " + added + " rows added");
    return 0;
  }

  /**
   * Ids are fixed: rows that other members made first keep theirs, and then the seed is useless.
   */
  private static void requireOwnRows(Statement statement) throws SQLException, CommandFailure {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT COUNT(*) FROM member WHERE (member_id, email) IN"
                + " ((1, 'loadtest@moalog.me'), (2, 'loadtest2@moalog.me'))")) {
      if (!row.next() || row.getInt(1) != 2) {
        throw new CommandFailure(
            "members 1 and 2 are other people, so the load tests' rows have no place:"
                + " ./moalog clean, ./moalog up, then seed");
      }
    }
  }

  private static Connection connect(Settings settings) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "root");
    properties.setProperty("password", settings.text("MYSQL_ROOT_PASSWORD"));
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_MILLIS);
    properties.setProperty("allowPublicKeyRetrieval", "true");
    return DriverManager.getConnection(
        "jdbc:mysql://127.0.0.1:%d/%s".formatted(settings.port("MYSQL_PORT"), MySqlServer.SCHEMA),
        properties);
  }

  private static List<String> statements() throws IOException {
    try (InputStream in = SeedCommand.class.getResourceAsStream("seed.sql")) {
      if (in == null) {
        throw new IOException("seed.sql is not in the launcher's jar");
      }
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(script.split(";", -1))
          .map(String::strip)
          .filter(sql -> !sql.isEmpty())
          .toList();
    }
  }
}
