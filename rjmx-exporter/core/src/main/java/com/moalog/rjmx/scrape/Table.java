package com.moalog.rjmx.scrape;

import com.moalog.rjmx.jolokia.Value;
import com.moalog.rjmx.rule.LeafValue;
import com.moalog.rjmx.text.Letters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of tabular data as an agent writes it: objects in objects, one level for each index
 * column, the rows innermost with all their columns. A map of an MXBean has no columns; its keys
 * are the index column {@code key}.
 */
record Table(List<Row> rows) {

  private static final int MOST_INDEX_COLUMNS = 8;

  /** Index columns by name, the other cells in the order of their names. */
  record Row(List<Cell> index, List<Cell> cells) {}

  /** A column of a row. */
  record Cell(String column, Value value) {
    boolean isNamedValue() {
      return Letters.same(column, "value");
    }

    String text() {
      return value instanceof Value.Simple simple ? simple.value().text() : "";
    }
  }

  static Table of(Value.Composite value) {
    int depth = depth(value, new ArrayList<>());
    List<Row> rows = new ArrayList<>();
    if (depth == 0) {
      for (int i = 0; i < value.keys().size(); i++) {
        Cell key = new Cell("key", text(value.keys().get(i)));
        rows.add(new Row(List.of(key), List.of(new Cell("value", value.values().get(i)))));
      }
    } else {
      collect(value, depth, new ArrayList<>(), rows);
    }
    return new Table(rows);
  }

  private static Value text(String key) {
    return new Value.Simple(new LeafValue.Text(key));
  }

  /** How many index columns there are, judged by the first row; 0 when nothing is a row. */
  private static int depth(Value.Composite value, List<String> above) {
    if (value.keys().isEmpty()
        || above.size() == MOST_INDEX_COLUMNS
        || !(value.values().getFirst() instanceof Value.Composite inner)) {
      return 0;
    }
    List<String> keys = new ArrayList<>(above);
    keys.add(value.keys().getFirst());
    return row(inner, keys) == null ? depth(inner, keys) : keys.size();
  }

  private static void collect(
      Value.Composite value, int depth, List<String> above, List<Row> rows) {
    for (int i = 0; i < value.keys().size(); i++) {
      if (value.values().get(i) instanceof Value.Composite inner) {
        List<String> keys = new ArrayList<>(above);
        keys.add(value.keys().get(i));
        Row row = depth == 1 ? row(inner, keys) : null;
        if (row != null) {
          rows.add(row);
        } else if (depth > 1) {
          collect(inner, depth - 1, keys, rows);
        }
      }
    }
  }

  /**
   * The object as a row that stands under these keys; null when a key is in none of its columns.
   */
  private static @Nullable Row row(Value.Composite object, List<String> keys) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < object.keys().size(); i++) {
      cells.add(new Cell(object.keys().get(i), object.values().get(i)));
    }
    cells.sort((left, right) -> left.column().compareTo(right.column()));
    List<Cell> index = new ArrayList<>();
    for (String key : keys) {
      Cell found = cells.stream().filter(cell -> cell.text().equals(key)).findFirst().orElse(null);
      if (found == null) {
        return null;
      }
      index.add(found);
      cells.remove(found);
    }
    return new Row(index, List.copyOf(cells));
  }
}
