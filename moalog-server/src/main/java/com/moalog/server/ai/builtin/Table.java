package com.moalog.server.ai.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads the word lists beside this class: one row per line, columns parted by a bar. */
final class Table {

  private Table() {}

  /** The rows of a list; each has exactly the given number of columns. */
  static List<List<String>> rows(String name, int columns) {
    return text(name)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> row(name, line, columns))
        .toList();
  }

  /** The words of one column. */
  static List<String> words(String column) {
    return List.of(column.split(" ", -1));
  }

  private static List<String> row(String name, String line, int columns) {
    List<String> cells = List.of(line.split(" \\| ", -1));
    if (cells.size() != columns) {
      throw new IllegalStateException(name + " has a row with " + cells.size() + " columns");
    }
    return cells;
  }

  private static String text(String name) {
    try (InputStream file = Table.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the word list " + name + " is missing");
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the word list " + name + " cannot be read", unreadable);
    }
  }
}
