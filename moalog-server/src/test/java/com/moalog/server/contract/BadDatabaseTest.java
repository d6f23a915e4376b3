package com.moalog.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Standstill;
import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.DatabaseProxy;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Race;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A database that is there and yet of no use: busy, locked, slow, silent or cut off. Only this and
 * {@code DatabaseOutageTest} hold the product's own time limits, all other servers are patient.
 */
class BadDatabaseTest {

  private static final String ROOMS = "/api/v1/retro-rooms";
  private static final int POOL = 4;

  /** How soon requests are served again once the way to the database is good. */
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(5);

  private static final int SILENCE_LIMIT_MILLIS = 6_000;

  /** No caller waits longer, however bad the database is: for a connection, and for an answer. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(9);

  /** How soon a caller learns that the database is away. */
  private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(3);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What is answered without looking anything up; the health tells of the database in its way. */
  private static final List<String> WITHOUT_DATABASE =
      List.of(
          "GET /health",
          "GET /health/live",
          "GET /metrics",
          "GET /api/auth/test",
          "GET /api/v1/plans",
          "GET /api/v1/auth/options",
          "POST /api/v1/auth/social-login",
          "POST /api/auth/login",
          "POST /api/v1/auth/signup",
          "POST /api/v1/auth/token/refresh",
          "POST /api/v1/auth/logout",
          "POST /api/v1/webhooks/fluxpay");

  private static final TestServers.Database SCHEMA = TestServers.freshMySqlSchema();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static DatabaseProxy way;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    way = DatabaseProxy.to(TestServers.mysql().port());
    server =
        TestServer.start(
            Map.of(
                "DATABASE_URL", way.through(TestServer.databaseUrl(SCHEMA)),
                "DB_ACQUIRE_TIMEOUT_MS", "2000",
                "DB_CONNECT_TIMEOUT_MS", "2000",
                "DB_SOCKET_TIMEOUT_MS", Integer.toString(SILENCE_LIMIT_MILLIS),
                "DB_POOL_MAX", Integer.toString(POOL)));
  }

  @AfterEach
  void heal() {
    way.heal();
    awaitHealthy();
  }

  private static void awaitHealthy() {
    Standstill.await(RECOVERY_LIMIT, () -> server.client().get("/health").status() == 200);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    way.close();
  }

  @Test
  void refusesEveryEndpointThatNeedsTheDatabaseWithinThreeSeconds() {
    World world = new World(server);
    way.cut();
    List<MatrixRow> rows =
        MatrixRow.all().stream().filter(row -> !WITHOUT_DATABASE.contains(row.route())).toList();
    List<Callable<ApiAnswer>> calls = new ArrayList<>();
    rows.forEach(row -> calls.add(() -> world.call(row, Role.OWNER)));
    List<ApiAnswer> answers = Standstill.inTime(REFUSAL_LIMIT, () -> Race.of(calls, PATIENCE));
    for (int row = 0; row < rows.size(); row++) {
      assertThat(isUnavailable(answers.get(row))).as(rows.get(row).route()).isTrue();
    }
    MatrixRow.all().stream()
        .filter(row -> WITHOUT_DATABASE.contains(row.route()) && !row.route().equals("GET /health"))
        .forEach(row ->
            assertThat(world.call(row, Role.OWNER).status()).as(row.route()).isLessThan(500));
    ApiAnswer health = server.client().get("/health");
    assertThat(health.status()).isEqualTo(503);
    assertThat(health.text()).contains("\"down\"").doesNotContain("healthy");
  }

  @Test
  void refusesForAWhileWhenAllConnectionsAreTaken() throws SQLException {
    ApiClient member = newcomer();
    List<Connection> taken = new ArrayList<>();
    try {
      for (int connection = 0; connection < POOL; connection++) {
        taken.add(pool().getConnection());
      }
      List<ApiAnswer> answers = Race.of(50, () -> member.get(ROOMS));
      assertThat(answers).allMatch(BadDatabaseTest::isUnavailable);
      awaitHealthy();
      assertThat(server.client().get("/api/v1/plans").status()).isEqualTo(200);
    } finally {
      for (Connection connection : taken) {
        connection.close();
      }
    }
    member.get(ROOMS).success();
  }

  @Test
  void refusesWhatIsLockedForTooLongAndServesTheRest() throws SQLException {
    Person locked = server.people().newcomer();
    ApiClient asLocked = server.people().as(locked);
    ApiClient other = newcomer();
    try (Connection stranger =
            DriverManager.getConnection(SCHEMA.jdbcUrl(), SCHEMA.user(), SCHEMA.password());
        Statement statement = stranger.createStatement()) {
      stranger.setAutoCommit(false);
      statement.execute(
          "SELECT member_id FROM member WHERE member_id = " + locked.id() + " FOR UPDATE");
      List<ApiAnswer> answers = inTime(2, () -> asLocked.post(ROOMS, "{\"title\":\"Waits\"}"));
      assertThat(answers).allMatch(BadDatabaseTest::isUnavailable);
      other.post(ROOMS, "{\"title\":\"Does not wait\"}").success();
      stranger.rollback();
    }
    asLocked.post(ROOMS, "{\"title\":\"Waits\"}").success();
    assertThat(asLocked.get(ROOMS).success()).hasSize(1);
  }

  @Test
  void answersInTimeWhileEveryStatementTakesTwoSeconds() {
    ApiClient member = newcomer();
    way.delay(Duration.ofSeconds(2));
    List<ApiAnswer> answers = inTime(20, () -> member.get(ROOMS));
    assertThat(answers).allMatch(answer -> answer.status() == 200 || isUnavailable(answer));
    assertThat(server.client().get("/health/live").status()).isEqualTo(200);
    way.heal();
    recovers(member);
  }

  @Test
  void answersInTimeWhileTheDatabaseIsSilent() {
    ApiClient member = newcomer();
    way.fallSilent();
    List<ApiAnswer> answers = inTime(20, () -> member.get(ROOMS));
    assertThat(answers).allMatch(BadDatabaseTest::isUnavailable);
    assertThat(server.client().get("/health").status()).isEqualTo(503);
    way.heal();
    recovers(member);
  }

  @Test
  void recoversFromACutWhileRequestsAreOnTheirWay() {
    ApiClient member = newcomer();
    way.delay(Duration.ofMillis(300));
    Thread cutting = Thread.startVirtualThread(way::cut);
    List<ApiAnswer> answers = inTime(50, () -> member.get(ROOMS));
    assertThat(answers).allMatch(answer -> answer.status() == 200 || isUnavailable(answer));
    assertThat(cutting.isDaemon()).isTrue();
    assertThat(server.client().get("/health").status()).isEqualTo(503);
    way.heal();
    recovers(member);
  }

  private static void recovers(ApiClient member) {
    Standstill.await(
        RECOVERY_LIMIT,
        () ->
            Race.of(POOL, () -> member.get(ROOMS)).stream()
                .allMatch(answer -> answer.status() == 200));
  }

  /** The answers to so many at once, none of which takes longer than a caller has to wait. */
  private static List<ApiAnswer> inTime(int runners, Callable<ApiAnswer> request) {
    return Standstill.inTime(ANSWER_LIMIT, () -> Race.of(runners, request, PATIENCE));
  }

  private static boolean isUnavailable(ApiAnswer answer) {
    answer.isRefused(503, "COMMON503");
    return "5".equals(answer.header("Retry-After"));
  }

  private static ApiClient newcomer() {
    return server.people().as(server.people().newcomer());
  }

  private static DataSource pool() {
    return Objects.requireNonNull(server.bean(JdbcTemplate.class).getDataSource());
  }
}
