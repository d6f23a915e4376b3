package com.moalog.bench.crash;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine's database under a login that no wall stops. Thread-safe.
 *
 * @param url its JDBC address, not through a proxy
 */
public record Database(String url, String user, String password) {

  /** The first column of the rows; each question mark is this text. */
  public List<String> find(String sql, String parameter) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        PreparedStatement statement = prepared(connection, sql, parameter);
        ResultSet rows = statement.executeQuery()) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  /** Changes rows; each question mark is this text. */
  public void update(String sql, String parameter) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        PreparedStatement statement = prepared(connection, sql, parameter)) {
      statement.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException(sql, failed);
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, String parameter)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
      statement.setString(i, parameter);
    }
    return statement;
  }
}
