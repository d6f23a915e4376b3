package com.moalog.bench.fluxpay;

import com.moalog.bench.crash.Database;
import com.moalog.bench.fluxpay.Recording.Statement;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks PostgreSQL what type each parameter of a statement has. Not thread-safe. */
final class ParameterTypes implements AutoCloseable {

  private final Connection connection;

  ParameterTypes(Database database) throws IOException {
    try {
      connection =
          DriverManager.getConnection(
              database.url() + "?preferQueryMode=simple", database.user(), database.password());
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
  }

  /** The types in the order of the parameters' numbers. */
  List<String> of(Statement statement, int count) throws IOException {
    try {
      return types(statement, "");
    } catch (SQLException undecided) {
      String hints =
          IntStream.rangeClosed(1, count)
              .mapToObj(number -> hint(statement.parameters().getOrDefault(number, "")))
              .collect(Collectors.joining(",", "(", ")"));
      try {
        return types(statement, hints);
      } catch (SQLException failed) {
        throw new IOException(statement.sql(), failed);
      }
    }
  }

  /** A guess, for statements that do not tell by themselves. */
  private static String hint(String value) {
    if (value.matches("\\d+")) {
      return "bigint";
    }
    if (!value.startsWith("{")) {
      return "unknown";
    }
    return value.matches("\\{[0-9.,]+}")
        ? "numeric[]"
        : value.matches("\\{[0-9a-f-]{36}(,[0-9a-f-]{36})*}") ? "uuid[]" : "text[]";
  }

  private List<String> types(Statement statement, String hints) throws SQLException {
    try (java.sql.Statement ask = connection.createStatement()) {
      ask.execute("PREPARE probe" + hints + " AS " + statement.sql());
      try (ResultSet rows =
          ask.executeQuery(
              "SELECT parameter_types::text[] FROM pg_prepared_statements WHERE name = 'probe'")) {
        rows.next();
        return Arrays.asList((String[]) rows.getArray(1).getArray());
      } finally {
        ask.execute("DEALLOCATE probe");
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
  }
}
