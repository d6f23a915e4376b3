package com.moalog.local.launcher.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A schema of MySQL as SQL text: every table as it was at one moment, while others go on writing.
 * The text has one statement in each line, and the mysql client can read it too.
 *
 * @param url the JDBC address of the server, without a schema
 */
public record MySqlBackup(String url, String user, String password, String schema) {

  static final String DUMP = "mysql.sql.gz";
  static final String ROWS = "mysql.rows";

  private static final int STATEMENT_CHARACTERS = 256 * 1024;
  private static final String SESSION =
      "SET NAMES utf8mb4, time_zone = '+00:00', sql_mode = 'NO_AUTO_VALUE_ON_ZERO',"
          + " foreign_key_checks = 0, unique_checks = 0";

  /** Writes the dump, and what it holds of each table. */
  public void backUp(Path folder) throws IOException, BackupException {
    try (Connection connection = connect()) {
      refuseWhatIsNotCarried(connection);
      try (Statement statement = connection.createStatement();
          Writer out =
              new OutputStreamWriter(
                  new GZIPOutputStream(Files.newOutputStream(folder.resolve(DUMP))),
                  StandardCharsets.UTF_8)) {
        // Nobody changes a table's shape meanwhile; rows may change and are seen as they are now.
        statement.execute("LOCK INSTANCE FOR BACKUP");
        statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        out.write(SESSION + ";\n");
        List<String> sums = new ArrayList<>();
        for (MySqlTable table : MySqlTable.of(connection, schema)) {
          sums.add(table.name() + " " + write(connection, table, out));
        }
        Files.write(folder.resolve(ROWS), sums);
      }
    } catch (SQLException e) {
      throw new BackupException("MySQL could not be saved: " + e.getMessage(), e);
    }
  }

  private static String write(Connection connection, MySqlTable table, Writer out)
      throws SQLException, IOException {
    out.write(table.definition(connection) + ";\n");
    TableSum sum = new TableSum();
    StringBuilder statement = new StringBuilder();
    table.read(
        connection,
        row -> {
          sum.add(row);
          statement.append(statement.isEmpty() ? table.insert() : ",").append(row);
          if (statement.length() > STATEMENT_CHARACTERS) {
            out.write(statement.append(";\n").toString());
            statement.setLength(0);
          }
        });
    if (!statement.isEmpty()) {
      out.write(statement.append(";\n").toString());
    }
    return sum.end();
  }

  /** The schema consists of tables; anything else would get lost silently. */
  private void refuseWhatIsNotCarried(Connection connection) throws SQLException, BackupException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT (SELECT COUNT(*) FROM information_schema.views WHERE table_schema = ?)"
                + " + (SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = ?)"
                + " + (SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema = ?)"
                + " + (SELECT COUNT(*) FROM information_schema.events WHERE event_schema = ?)")) {
      for (int at = 1; at <= 4; at++) {
        query.setString(at, schema);
      }
      try (ResultSet row = query.executeQuery()) {
        row.next();
        if (row.getInt(1) > 0) {
          throw new BackupException(
              "schema "
                  + schema
                  + " has views, routines, triggers or events, which this backup does not carry");
        }
      }
    }
  }

  /** How many tables the schema has. */
  public int tables() throws BackupException {
    try (Connection connection = connect()) {
      return MySqlTable.of(connection, schema).size();
    } catch (SQLException e) {
      throw new BackupException("MySQL does not answer: " + e.getMessage(), e);
    }
  }

  /**
   * Loads a dump beside the schema, compares every table with what was saved, and lets the tables
   * change places in one step. Until then the schema stays as it was.
   */
  public void restore(Path folder) throws IOException, BackupException {
    String loading = schema + "_restoring";
    String replaced = schema + "_replaced";
    try (Connection connection = connect()) {
      for (String name : List.of(loading, replaced)) {
        execute(connection, "DROP DATABASE IF EXISTS `" + name + "`");
        execute(connection, create(name));
      }
      execute(connection, create(schema).replace("DATABASE", "DATABASE IF NOT EXISTS"));
      connection.setCatalog(loading);
      load(folder.resolve(DUMP), connection);
      compare(sums(connection, loading), Files.readAllLines(folder.resolve(ROWS)));
      String moves = moves(connection, schema, replaced) + moves(connection, loading, schema);
      execute(connection, "RENAME TABLE " + moves.substring(1));
      execute(connection, "DROP DATABASE `" + replaced + "`");
      execute(connection, "DROP DATABASE `" + loading + "`");
    } catch (SQLException e) {
      throw new BackupException("MySQL could not be restored: " + e.getMessage(), e);
    }
  }

  /** By a statement of its own: one remembers the schema that was chosen when it was made. */
  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String create(String name) {
    return "CREATE DATABASE `" + name + "` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci";
  }

  private static void load(Path dump, Connection connection) throws IOException, SQLException {
    try (Statement statement = connection.createStatement();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(dump)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        statement.execute(line.substring(0, line.length() - 1));
      }
    }
  }

  private static void compare(Map<String, String> loaded, List<String> saved)
      throws BackupException {
    List<String> found =
        loaded.entrySet().stream().map(table -> table.getKey() + " " + table.getValue()).toList();
    if (!found.equals(saved)) {
      throw new BackupException(
          "what was loaded is not what was saved: " + found + ", not " + saved);
    }
  }

  private static String moves(Connection connection, String from, String to) throws SQLException {
    return MySqlTable.of(connection, from).stream()
        .map(table -> "," + table.qualified() + " TO `" + to + "`.`" + table.name() + "`")
        .collect(Collectors.joining());
  }

  /** Rows and check sum of every table as it is now. */
  public Map<String, String> sums() throws IOException, BackupException {
    try (Connection connection = connect()) {
      return sums(connection, schema);
    } catch (SQLException e) {
      throw new BackupException("MySQL does not answer: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> sums(Connection connection, String schema)
      throws SQLException, IOException {
    Map<String, String> sums = new TreeMap<>();
    for (MySqlTable table : MySqlTable.of(connection, schema)) {
      TableSum sum = new TableSum();
      table.read(connection, sum::add);
      sums.put(table.name(), sum.end());
    }
    return sums;
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "3000");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    Connection connection = DriverManager.getConnection(url, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute(SESSION);
    }
    return connection;
  }
}
