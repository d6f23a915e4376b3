package com.moalog.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SchemaTest {

  @Test
  void takesTheSeedTwice() throws IOException {
    try (TestServer server = TestServer.start(Map.of())) {
      JdbcClient database = server.database();
      run(database, "seed.sql");
      run(database, "seed.sql");
      assertThat(count(database, "SELECT COUNT(*) FROM retro_room")).isEqualTo(3);
      assertThat(count(database, "SELECT COUNT(*) FROM retrospects")).isEqualTo(5);
      assertThat(count(database, "SELECT COUNT(*) FROM member_subscription")).isEqualTo(2);
      var member = server.client().withToken(accessToken(server, "loadtest@moalog.me"));
      assertThat(member.get("/api/v1/retro-rooms").success()).hasSize(3);
      assertThat(member.get("/api/v1/retrospects/5").success().path("questions")).hasSize(5);
    }
  }

  @Test
  void adoptsADatabaseOfTheOriginalServer() throws IOException {
    TestServers.Database schema = TestServers.freshMySqlSchema();
    JdbcClient old = JdbcClient.create(source(schema));
    Flyway.configure()
        .dataSource(source(schema))
        .locations("classpath:db/migration")
        .target("1")
        .load()
        .migrate();
    run(old, "original-rows.sql");
    old.sql("DROP TABLE flyway_schema_history").update();

    try (TestServer server =
        TestServer.start(Map.of("DATABASE_URL", TestServer.databaseUrl(schema)))) {
      JdbcClient database = server.database();
      assertThat(ids(database, "SELECT member_id FROM member ORDER BY 1")).containsExactly(1L, 2L);
      assertThat(ids(database, "SELECT member_id FROM response_comment")).containsExactly(1L);
      assertThat(count(database, "SELECT COUNT(*) FROM member WHERE nickname IS NULL"))
          .isEqualTo(1);
      assertThat(ids(database, "SELECT owner_member_id FROM retro_room ORDER BY 1"))
          .containsExactly(1L, 2L);
      assertThat(ids(database, "SELECT question_no FROM response ORDER BY response_id"))
          .containsExactly(1L, 2L, 3L);
      assertThat(count(database, "SELECT COUNT(*) FROM member_retro")).isEqualTo(1);
      assertThat(
              ids(
                  database,
                  "SELECT subscription_id FROM member_subscription WHERE status = 'ACTIVE'"))
          .containsExactly(2L);
      String answer = "🌱".repeat(1000);
      database.sql("UPDATE response SET response = :answer").param("answer", answer).update();
    }
  }

  @Test
  void allowsOneActivePlanPerMember() {
    try (TestServer server = TestServer.start(Map.of())) {
      long member = server.people().newcomer().id();
      subscribe(server.database(), member, "ACTIVE");
      subscribe(server.database(), member, "PENDING");
      subscribe(server.database(), member, "CANCELLED");
      subscribe(server.database(), member, "CANCELLED");
      assertThatThrownBy(() -> subscribe(server.database(), member, "ACTIVE"))
          .isInstanceOf(DuplicateKeyException.class);
      assertThatThrownBy(() -> subscribe(server.database(), member, "PENDING"))
          .isInstanceOf(DuplicateKeyException.class);
    }
  }

  private static void subscribe(JdbcClient database, long member, String status) {
    database
        .sql(
            """
            INSERT INTO member_subscription
              (member_id, plan_name, status, started_at, created_at, updated_at)
            VALUES (:member, 'FREE', :status, UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP())
            """)
        .param("member", member)
        .param("status", status)
        .update();
  }

  private static String accessToken(TestServer server, String email) {
    return server.people().logIn(email).cookie("access_token");
  }

  private static DriverManagerDataSource source(TestServers.Database schema) {
    return new DriverManagerDataSource(schema.jdbcUrl(), schema.user(), schema.password());
  }

  private static void run(JdbcClient database, String resource) throws IOException {
    for (String statement : text(resource).split(";\\s*\n", -1)) {
      if (!statement.isBlank()) {
        database.sql(statement.strip()).update();
      }
    }
  }

  private static String text(String resource) throws IOException {
    try (InputStream input =
        Objects.requireNonNull(SchemaTest.class.getResourceAsStream("/" + resource))) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static long count(JdbcClient database, String query) {
    return database.sql(query).query((row, _) -> row.getLong(1)).single();
  }

  private static List<Long> ids(JdbcClient database, String query) {
    return database.sql(query).query((row, _) -> row.getLong(1)).list();
  }
}
