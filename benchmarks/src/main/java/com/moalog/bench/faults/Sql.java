package com.moalog.bench.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A connection of the database's owner, whom no wall stops. Not thread-safe. */
final class Sql implements AutoCloseable {

  private final Connection connection;

  Sql(String url, String user, String password) throws IOException {
    try {
      connection = DriverManager.getConnection(url, user, password);
    } catch (SQLException failed) {
      throw new IOException(failed);
    }
  }

  /** The first column of the rows. */
  List<String> find(String sql) throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException failed) {
      throw new IOException(sql, failed);
    }
  }

  void run(String sql) throws IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IOException(sql, failed);
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
