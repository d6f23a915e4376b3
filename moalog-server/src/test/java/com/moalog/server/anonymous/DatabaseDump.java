package com.moalog.server.anonymous;

import com.moalog.server.testing.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Every row of every table of a server's schema, as a backup would have it. */
record DatabaseDump(Map<String, List<Map<String, String>>> tables) {

  static DatabaseDump of(TestServer server) {
    List<String> names =
        server
            .database()
            .sql(
                """
                SELECT table_name FROM information_schema.tables
                WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
                """)
            .query((row, _) -> row.getString(1))
            .list();
    Map<String, List<Map<String, String>>> tables = new TreeMap<>();
    names.forEach(name -> tables.put(name, rows(server, name)));
    return new DatabaseDump(tables);
  }

  private static List<Map<String, String>> rows(TestServer server, String table) {
    List<Map<String, String>> rows = new ArrayList<>();
    server
        .database()
        .sql("SELECT * FROM `" + table + "`")
        .query(row -> {
          Map<String, String> values = new LinkedHashMap<>();
          for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            values.put(row.getMetaData().getColumnName(column), row.getString(column));
          }
          rows.add(values);
        });
    return rows;
  }

  List<Map<String, String>> rows(String table) {
    return Objects.requireNonNull(tables.get(table), table);
  }

  /** Where a text stands, as {@code table.column}. */
  List<String> placesOf(String text) {
    List<String> places = new ArrayList<>();
    tables.forEach((table, rows) ->
        rows.forEach(row ->
            row.forEach((column, value) -> {
              if (value != null && value.contains(text)) {
                places.add(table + "." + column);
              }
            })));
    return places;
  }

  /** Where a value is exactly this one, as {@code table.column}. */
  List<String> placesOfValue(String value) {
    List<String> places = new ArrayList<>();
    tables.forEach((table, rows) ->
        rows.forEach(row ->
            row.forEach((column, found) -> {
              if (value.equals(found)) {
                places.add(table + "." + column);
              }
            })));
    return places;
  }
}
