package com.moalog.local.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.local.servers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Adds members to a real MySQL. */
class NewMembersTest {

  private final TestServers.Database schema = TestServers.freshMySqlSchema();
  private final NewMembers members =
      new NewMembers(new NewMembers.Database(schema.jdbcUrl(), schema.user(), schema.password()));

  @BeforeEach
  void createTable() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE member (
            member_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, email VARCHAR(255) NOT NULL,
            nickname VARCHAR(255) NULL, insight_count INT NOT NULL DEFAULT 0,
            social_type ENUM('KAKAO', 'GOOGLE') NOT NULL, refresh_token VARCHAR(500) NULL,
            created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL,
            UNIQUE (email)) DEFAULT CHARSET = utf8mb4\
          """);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(schema.jdbcUrl(), schema.user(), schema.password());
  }

  @Test
  void anUnreachableDatabaseIsOneClearLine() {
    NewMembers nowhere =
        new NewMembers(new NewMembers.Database("jdbc:mysql://127.0.0.1:1/x", "root", "x"));

    assertThatThrownBy(() -> nowhere.add(List.of(new Person("a@b.me", "a"))))
        .isInstanceOf(UnexpectedAnswerException.class)
        .hasMessageContaining("127.0.0.1:1")
        .hasMessageContaining("is ./moalog up done?")
        .hasMessageNotContaining("\n");
  }

  @Test
  void addsAllOrNone() throws SQLException {
    Person twice = new Person("same@b.me", "a");

    assertThatThrownBy(() -> members.add(List.of(twice, twice)))
        .isInstanceOf(UnexpectedAnswerException.class);
    assertThat(count()).isZero();
  }

  @Test
  void everyRunHasMembersOfItsOwn() throws SQLException {
    for (long run = 1; run <= 3; run++) {
      Cast cast = Cast.of(run);
      assertThat(members.add(List.of(cast.mina(), cast.joon()))).doesNotHaveDuplicates();
    }

    assertThat(count()).isEqualTo(6);
  }

  private int count() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM member")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
