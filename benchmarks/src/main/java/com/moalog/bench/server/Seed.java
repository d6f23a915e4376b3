package com.moalog.bench.server;

import com.moalog.local.servers.MySqlServer;
import com.moalog.local.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The rows of {@code ./moalog seed}. Stateless. */
final class Seed {

  private static final Path FILE =
      Path.of("local/launcher/src/main/resources/com/moalog/local/launcher/commands/seed.sql");

  private Seed() {}

  /** Writes the rows into a schema that exists. */
  static void sow(MySqlServer server) throws IOException {
    String sql = Files.readString(Repository.root().resolve(FILE));
    String url = server.jdbcUrl() + "&allowMultiQueries=true";
    try (Connection connection =
            DriverManager.getConnection(url, MySqlServer.OWNER, server.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException refused) {
      throw new IOException("the seed was refused: " + refused.getMessage(), refused);
    }
  }
}
