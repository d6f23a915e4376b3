package com.moalog.local.launcher.commands;

import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.servers.MySqlServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
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
