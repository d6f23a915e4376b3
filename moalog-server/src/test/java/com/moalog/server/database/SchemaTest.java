package com.moalog.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.OriginalFiles;
import com.moalog.server.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Its ids lie below those that the server gives, so the rows find their place at any time. */
  @Test
  void takesTheSeedTwice() {
    TestServer server = TestServer.shared();
    JdbcClient database = server.database();
    OriginalFiles.run(database, "seed.sql");
    OriginalFiles.run(database, "seed.sql");
    assertThat(seeded(database, "retro_room", "retrospect_room_id")).isEqualTo(3);
    assertThat(seeded(database, "retrospects", "retrospect_id")).isEqualTo(5);
    assertThat(seeded(database, "member_subscription", "subscription_id")).isEqualTo(2);
    var member = memberOf(server, "loadtest@moalog.me");
    assertThat(member.get("/api/v1/retro-rooms").success()).hasSize(3);
    assertThat(member.get("/api/v1/retrospects/5").success().path("questions")).hasSize(5);
  }

  @Test
  void adoptsADatabaseOfTheOriginalServer() {
    TestServers.Database schema = TestServers.freshMySqlSchema();
    try (SingleConnectionDataSource source = source(schema)) {
      OriginalFiles.run(JdbcClient.create(source), "schema.sql");
      OriginalFiles.run(JdbcClient.create(source), "rows.sql");
    }
    try (TestServer server =
        TestServer.start(Map.of("DATABASE_URL", TestServer.databaseUrl(schema)))) {
      JdbcClient database = server.database();
      assertCleanedUp(database);
      String answer = "🌱".repeat(1000);
      database
          .sql("UPDATE response SET response = :answer WHERE response_id = 4")
          .param("answer", answer)
          .update();
      assertServes(memberOf(server, "twin@example.com"), answer);
    }
  }

  private static void assertCleanedUp(JdbcClient database) {
    assertThat(ids(database, "SELECT member_id FROM member ORDER BY 1")).containsExactly(1L, 2L);
    assertThat(ids(database, "SELECT member_id FROM response_comment")).containsExactly(1L);
    assertThat(count(database, "SELECT COUNT(*) FROM member WHERE nickname IS NULL")).isEqualTo(1);
    assertThat(ids(database, "SELECT owner_member_id FROM retro_room ORDER BY 1"))
        .containsExactly(1L, 2L);
    assertThat(ids(database, "SELECT question_no FROM response ORDER BY response_id"))
        .containsExactly(1L, 2L, 3L);
    assertThat(count(database, "SELECT COUNT(*) FROM member_retro")).isEqualTo(1);
    assertThat(count(database, "SELECT COUNT(*) FROM assistant_usage")).isEqualTo(1);
    assertThat(
            ids(
                database,
                "SELECT subscription_id FROM member_subscription WHERE status = 'ACTIVE'"))
        .containsExactly(2L);
    assertThat(
            database
                .sql("SELECT response FROM response WHERE response_id = 2")
                .query(String.class)
                .single())
        .isEqualTo("kept");
  }

  /** What was there is served; what the original could not do now works. */
  private static void assertServes(ApiClient member, String answer) {
    assertThat(member.get("/api/v1/retro-rooms").success()).hasSize(1);
    assertThat(member.get("/api/v1/retrospects/1").success().path("totalLikeCount").asInt())
        .isEqualTo(1);
    assertThat(member.get("/api/v1/retrospects/1/responses?category=ALL").text()).contains(answer);
    member.post("/api/v1/retro-rooms", "{\"title\":\"Room two\"}").success();
    member.delete("/api/v1/retro-rooms/1").success();
    member.post("/api/v1/members/withdraw").success();
  }

  /** The named step was carried out up to a statement; MySQL keeps that part of it. */
  @ParameterizedTest
  @CsvSource({"V3__new_columns_and_tables, 40, true", "V5__unique_keys, 10, false"})
  void finishesAMigrationThatDiedHalfWay(String step, int statements, boolean noted) {
    try (SingleConnectionDataSource source = source(TestServers.freshMySqlSchema())) {
      JdbcClient database = JdbcClient.create(source);
      OriginalFiles.run(database, "schema.sql");
      OriginalFiles.run(database, "rows.sql");
      String version = step.substring(1, 2);
      upTo(source, Integer.toString(Integer.parseInt(version) - 1));
      List<String> half = OriginalFiles.statements("/db/migration/" + step + ".sql");
      assertThat(half).hasSizeGreaterThan(statements);
      half.subList(0, statements).forEach(statement -> database.sql(statement).update());
      if (noted) {
        note(database, version, step);
      }

      Schema.migrations(source).migrate();
      Schema.migrations(source).validate();
      assertCleanedUp(database);
    }
  }

  /** Of the people in these results, the members 1 and 2 are still there. */
  @Test
  void takesTheMissionsOfThoseWhoLeftLongAgoOutOfStoredResults() {
    try (SingleConnectionDataSource source = source(TestServers.freshMySqlSchema())) {
      JdbcClient database = JdbcClient.create(source);
      OriginalFiles.run(database, "schema.sql");
      OriginalFiles.run(database, "rows.sql");
      upTo(source, "109");
      long some = analysed(database, List.of(77, 1, 88, 2));
      long everybody = analysed(database, List.of(1, 2));
      long nobody = analysed(database, List.of(77));

      Schema.migrations(source).migrate();
      assertThat(analysis(database, some)).isEqualTo(JSON.readTree(analysisOf(List.of(1, 2))));
      assertThat(analysis(database, everybody)).isEqualTo(analysis(database, some));
      assertThat(analysis(database, nobody)).isEqualTo(JSON.readTree(analysisOf(List.of())));
    }
  }

  private static long analysed(JdbcClient database, List<Integer> people) {
    database
        .sql(
            """
            INSERT INTO retrospects (title, insight, analysis_json, retrospect_method, created_at,
              updated_at, start_time, retrospect_room_id)
            VALUES ('Analysed', 'x', :json, 'KPT', NOW(), NOW(), NOW(), 1)
            """)
        .param("json", analysisOf(people))
        .update();
    return count(database, "SELECT LAST_INSERT_ID()");
  }

  private static String analysisOf(List<Integer> people) {
    String mission =
        "{\"missionTitle\":\"%s\",\"missionDesc\":\"나눠요\"}".formatted("길다 ".repeat(500));
    return people.stream()
        .map(id -> "{\"userId\":%d,\"userName\":\"n\",\"missions\":[%s]}".formatted(id, mission))
        .collect(Collectors.joining(",", "{\"insight\":\"x\",\"personalMissions\":[", "]}"));
  }

  private static JsonNode analysis(JdbcClient database, long id) {
    return JSON.readTree(
        database
            .sql("SELECT analysis_json FROM retrospects WHERE retrospect_id = :id")
            .param("id", id)
            .query(String.class)
            .single());
  }

  private static void upTo(SingleConnectionDataSource source, String version) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target(version)
        .load()
        .migrate();
  }

  /** What Flyway writes down when a step fails and it is still alive. */
  private static void note(JdbcClient database, String version, String step) {
    database
        .sql(
            """
            INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
              checksum, installed_by, execution_time, success)
            VALUES (99, :version, 'half done', 'SQL', :script, 1, 'test', 1, 0)
            """)
        .param("version", version)
        .param("script", step + ".sql")
        .update();
  }

  @Test
  void letsServersThatStartTogetherMakeEachChangeOnce() {
    TestServers.Database database = TestServers.freshMySqlSchema();
    DataSource source =
        new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
    List<Schema> servers =
        List.of(new Schema(source, true), new Schema(source, true), new Schema(source, true));
    try {
      servers.forEach(Schema::start);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> servers.stream().allMatch(Schema::isReady));
    } finally {
      servers.forEach(Schema::stop);
    }
    assertThat(Schema.migrations(source).info().all())
        .isNotEmpty()
        .allMatch(change -> change.getState().isApplied());
    assertThat(
            JdbcClient.create(source)
                .sql("SELECT version FROM flyway_schema_history")
                .query(String.class)
                .list())
        .doesNotHaveDuplicates();
  }

  @Test
  void allowsOneActivePlanPerMember() {
    TestServer server = TestServer.shared();
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

  private static ApiClient memberOf(TestServer server, String email) {
    return server.client().withToken(server.people().logIn(email).cookie("access_token"));
  }

  private static SingleConnectionDataSource source(TestServers.Database schema) {
    return new SingleConnectionDataSource(schema.jdbcUrl(), schema.user(), schema.password(), true);
  }

  private static long seeded(JdbcClient database, String table, String id) {
    return count(database, "SELECT COUNT(*) FROM " + table + " WHERE " + id + " < 1000");
  }

  private static long count(JdbcClient database, String query) {
    return database.sql(query).query((row, _) -> row.getLong(1)).single();
  }

  private static List<Long> ids(JdbcClient database, String query) {
    return database.sql(query).query((row, _) -> row.getLong(1)).list();
  }
}
