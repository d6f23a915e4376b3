package com.moalog.bench.measure;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table whose columns stand below each other and which is Markdown as it is: what is printed can
 * go into {@code docs/measurements.md}. The first column is text, the others are figures. Not
 * thread-safe.
 */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these column heads. */
  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  /**
   * Adds one row. A double is shown with three digits that count; everything else as it is.
   *
   * @throws IllegalArgumentException when the row has another length than the heads
   */
  public void row(Object... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells below " + rows.getFirst().size() + " heads");
    }
    rows.add(Arrays.stream(cells).map(Table::text).toList());
  }

  /** A figure for people: 0.123, 1.23, 12.3, 1,234. */
  static String text(Object cell) {
    return switch (cell) {
      case Double number -> decimal(number);
      case Number number -> String.format(Locale.ROOT, "%,d", number.longValue());
      default -> cell.toString();
    };
  }

  private static String decimal(double number) {
    double size = Math.abs(number);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, number);
  }

  public void print(PrintStream out) {
    lines().forEach(out::println);
  }

  List<String> lines() {
    int columns = rows.getFirst().size();
    List<Integer> widths =
        IntStream.range(0, columns)
            .mapToObj(
                at -> Collections.max(rows.stream().map(row -> row.get(at).length()).toList()))
            .toList();
    List<String> lines = new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
    lines.add(
        1,
        IntStream.range(0, columns)
            .mapToObj(at -> "-".repeat(widths.get(at) + 1) + (at == 0 ? "-" : ":"))
            .collect(Collectors.joining("|", "|", "|")));
    return lines;
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(at -> pad(row.get(at), widths.get(at), at == 0))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String pad(String cell, int width, boolean isText) {
    String space = " ".repeat(width - cell.length());
    return isText ? cell + space : space + cell;
  }
}
