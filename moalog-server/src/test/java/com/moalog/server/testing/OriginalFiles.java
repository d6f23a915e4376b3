package com.moalog.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the original server and its clients left behind, in the folder {@code original}. */
public final class OriginalFiles {

  private OriginalFiles() {}

  /** Carries out a file of SQL statements of the folder. */
  public static void run(JdbcClient database, String file) {
    statements("/original/" + file).forEach(statement -> database.sql(statement).update());
  }

  /** The statements of a file of the class path, each as it stands. */
  public static List<String> statements(String file) {
    return Stream.of(text(file).split(";\\s*\\n", -1))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  /** A file of the class path. */
  public static String text(String file) {
    try (InputStream input =
        Objects.requireNonNull(OriginalFiles.class.getResourceAsStream(file), file)) {
      return new String(input.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file, unreadable);
    }
  }
}
