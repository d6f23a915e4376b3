package com.moalog.local.launcher.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Enters the members of a run where a login provider would: in the member table. Every run has its
 * own two, so plans and monthly quotas begin fresh and runs never disturb each other. Thread-safe.
 */
final class NewMembers {

  private static final String CONNECT_TIMEOUT_MILLIS = "3000";
  private static final String INSERT =
      "INSERT INTO member (email, nickname, insight_count, social_type, created_at, updated_at)"
          + " VALUES (?, ?, 0, 'GOOGLE', UTC_TIMESTAMP(), UTC_TIMESTAMP())";

  private final Database database;

  NewMembers(Database database) {
    this.database = database;
  }

  /** Where the members are kept; {@code url} is a JDBC address. */
  record Database(String url, String user, String password) {}

  /** Adds the people and returns their numbers, in order. */
  List<Long> add(List<Person> people) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      List<Long> numbers = new ArrayList<>();
      for (Person person : people) {
        numbers.add(add(connection, person));
      }
      connection.commit();
      return List.copyOf(numbers);
    } catch (SQLException refused) {
      throw new UnexpectedAnswerException(
          "cannot add members at %s: %s; is ./moalog up done?"
              .formatted(
                  database.url(),
                  String.valueOf(refused.getMessage()).lines().findFirst().orElse("")),
          refused);
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_MILLIS);
    properties.setProperty("allowPublicKeyRetrieval", "true");
    return DriverManager.getConnection(database.url(), properties);
  }

  private static long add(Connection connection, Person person) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
      insert.setString(1, person.email());
      insert.setString(2, person.nickname());
      insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }
}
