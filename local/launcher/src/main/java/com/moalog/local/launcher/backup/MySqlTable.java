package com.moalog.local.launcher.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table of MySQL and how its rows are written as SQL literals.
 *
 * @param columns those that hold data of their own, in their order
 * @param key the columns that order its rows
 */
record MySqlTable(String schema, String name, List<Column> columns, List<String> key) {

  private static final Set<String> BYTES =
      Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "geometry");
  private static final Set<String> NUMBERS =
      Set.of(
          "tinyint",
          "smallint",
          "mediumint",
          "int",
          "bigint",
          "decimal",
          "float",
          "double",
          "year");

  MySqlTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /**
   * A column.
   *
   * @param type MySQL's name of its type, without length
   */
  record Column(String name, String type) {

    private String selected() {
      String quoted = "`" + name + "`";
      if (type.equals("bit")) {
        return "CAST(" + quoted + " AS UNSIGNED)";
      }
      return BYTES.contains(type) ? "HEX(" + quoted + ")" : "CAST(" + quoted + " AS CHAR)";
    }

    private String literal(@org.jspecify.annotations.Nullable String value) {
      if (value == null) {
        return "NULL";
      }
      if (BYTES.contains(type)) {
        return value.isEmpty() ? "''" : "x'" + value + "'";
      }
      return type.equals("bit") || NUMBERS.contains(type) ? value : quoted(value);
    }
  }

  /** Receives each row as {@code (literal,literal,...)}. */
  @FunctionalInterface
  interface Rows {
    void accept(String row) throws SQLException, java.io.IOException;
  }

  /** The tables of a schema by name. */
  static List<MySqlTable> of(Connection connection, String schema) throws SQLException {
    TreeMap<String, List<Column>> columns = new TreeMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c"
                + " JOIN information_schema.tables t USING (table_schema, table_name)"
                + " WHERE c.table_schema = ? AND t.table_type = 'BASE TABLE'"
                + " AND c.extra NOT LIKE '%GENERATED%' ORDER BY c.table_name, c.ordinal_position")) {
      query.setString(1, schema);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          columns
              .computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
              .add(new Column(rows.getString(2), rows.getString(3).toLowerCase(Locale.ROOT)));
        }
      }
    }
    List<MySqlTable> tables = new ArrayList<>();
    for (var table : columns.entrySet()) {
      tables.add(
          new MySqlTable(
              schema, table.getKey(), table.getValue(), key(connection, schema, table.getKey())));
    }
    return tables;
  }

  private static List<String> key(Connection connection, String schema, String table)
      throws SQLException {
    List<String> key = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT column_name FROM information_schema.statistics WHERE table_schema = ?"
                + " AND table_name = ? AND index_name = 'PRIMARY' ORDER BY seq_in_index")) {
      query.setString(1, schema);
      query.setString(2, table);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          key.add("`" + rows.getString(1) + "`");
        }
      }
    }
    return key;
  }

  String qualified() {
    return "`" + schema + "`.`" + name + "`";
  }

  /** The statement that makes it, in one line. */
  String definition(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + qualified())) {
      row.next();
      return row.getString(2).replace("\n", " ");
    }
  }

  String insert() {
    return "INSERT INTO `%s` (%s) VALUES "
        .formatted(
            name,
            String.join(",", columns.stream().map(column -> "`" + column.name() + "`").toList()));
  }

  /** All rows in the order of the key, as literals; streamed, so that a table may be large. */
  void read(Connection connection, Rows rows) throws SQLException, java.io.IOException {
    String order = key.isEmpty() ? "" : " ORDER BY " + String.join(",", key);
    String selected = String.join(",", columns.stream().map(Column::selected).toList());
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet result =
          statement.executeQuery("SELECT " + selected + " FROM " + qualified() + order)) {
        while (result.next()) {
          List<String> literals = new ArrayList<>(columns.size());
          for (int at = 0; at < columns.size(); at++) {
            literals.add(columns.get(at).literal(result.getString(at + 1)));
          }
          rows.accept("(" + String.join(",", literals) + ")");
        }
      }
    }
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder(value.length() + 2).append('\'');
    for (int at = 0; at < value.length(); at++) {
      char next = value.charAt(at);
      switch (next) {
        case '\'' -> text.append("''");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\0' -> text.append("\\0");
        case '\u001a' -> text.append("\\Z");
        default -> text.append(next);
      }
    }
    return text.append('\'').toString();
  }
}
