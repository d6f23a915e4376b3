package com.moalog.server.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One endpoint and what each role gets from it.
 *
 * @param method of HTTP
 * @param path the mapped pattern, with a query where one is needed
 * @param body what is sent, empty for nothing
 * @param outcomes one per {@link Role}
 */
record MatrixRow(String method, String path, String body, Map<Role, String> outcomes) {

  MatrixRow {
    outcomes = Map.copyOf(outcomes);
  }

  /** The rows of the table that goes with the tests. */
  static List<MatrixRow> all() {
    try (InputStream table =
        Objects.requireNonNull(
            MatrixRow.class.getResourceAsStream("/contract/authorisation.txt"))) {
      return new String(table.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(MatrixRow::read)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static MatrixRow read(String line) {
    String[] columns = line.split("\\|", -1);
    String[] request = columns[0].strip().split("\\s+", 3);
    return new MatrixRow(
        request[0], request[1], request.length == 3 ? request[2] : "", outcomes(columns));
  }

  private static Map<Role, String> outcomes(String[] columns) {
    Map<Role, String> outcomes = new EnumMap<>(Role.class);
    int column = 1;
    for (Role role : Role.values()) {
      outcomes.put(role, columns[column].strip());
      column++;
    }
    return outcomes;
  }

  /** What the role gets. */
  String outcome(Role role) {
    return Objects.requireNonNull(outcomes.get(role), "a role without an outcome");
  }

  /** Method and mapped pattern, as the server's routing knows the endpoint. */
  String route() {
    return method + " " + path.split("\\?", 2)[0];
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
