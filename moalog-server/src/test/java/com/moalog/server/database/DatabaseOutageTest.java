package com.moalog.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.MySqlServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.Standstill;
import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A database that stops and comes back. Only this and {@code BadDatabaseTest} hold the product's
 * own time limits, all other servers are patient.
 */
class DatabaseOutageTest {

  /** The slowest answer that a caller has to expect while the database is away. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

  /** How soon requests are served again once the database takes connections. */
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(5);

  private static final int WRITERS = 8;
  private static final Duration WORK_LIMIT = Duration.ofMinutes(1);

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static RunningServer<MySqlServer> mysql;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    mysql = TestServers.newMySql();
    server = TestServer.start(variables());
  }

  @BeforeEach
  void awaitHealthy() {
    server.awaitHealthy();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    mysql.close();
  }

  @Test
  void answersWithoutTheDatabaseAndRecovers() throws IOException {
    ApiClient member = server.people().as(server.people().newcomer());
    member.get("/api/v1/retro-rooms").success();

    mysql.stop();

    for (String path : List.of("/api/v1/retro-rooms", "/api/v1/members/me")) {
      Standstill.await(ANSWER_LIMIT, () -> isUnavailable(member.get(path)));
    }
    ApiAnswer health = server.client().get("/health");
    assertThat(health.status()).isEqualTo(503);
    assertThat(health.text()).contains("\"down\"").doesNotContain("healthy");
    assertThat(server.client().get("/health/live").status()).isEqualTo(200);
    assertThat(server.client().get("/metrics").status()).isEqualTo(200);
    server.client().get("/api/v1/retro-rooms").isRefused(401, "AUTH4001");

    mysql.restart();

    Standstill.await(RECOVERY_LIMIT, () -> server.client().get("/health").status() == 200);
    Standstill.await(RECOVERY_LIMIT, () -> member.get("/api/v1/retro-rooms").status() == 200);
  }

  @Test
  void startsBeforeTheDatabaseDoes() throws IOException {
    mysql.stop();
    try (TestServer early = TestServer.startOn(variables())) {
      assertThat(early.client().get("/health").status()).isEqualTo(503);
      mysql.restart();
      early.awaitHealthy();
      early.people().newcomer();
    }
  }

  /** What was answered with success survives {@code kill -9} of MySQL, whatever the rest became. */
  @Test
  void losesNothingThatWasAcknowledged() throws IOException, InterruptedException {
    Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    AtomicBoolean writing = new AtomicBoolean(true);
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      ApiClient member = server.people().as(server.people().newcomer());
      writers.add(Thread.startVirtualThread(() -> write(member, writing, acknowledged)));
    }
    Awaitility.await().atMost(WORK_LIMIT).until(() -> acknowledged.size() > 100);
    mysql.kill();
    mysql.restart();
    int before = acknowledged.size();
    Awaitility.await().atMost(WORK_LIMIT).until(() -> acknowledged.size() > before + 100);
    writing.set(false);
    for (Thread writer : writers) {
      assertThat(writer.join(WORK_LIMIT)).isTrue();
    }
    List<String> stored =
        server
            .database()
            .sql("SELECT invition_url FROM retro_room")
            .query((row, _) -> row.getString(1))
            .list();
    assertThat(stored).containsAll(acknowledged);
  }

  private static void write(ApiClient member, AtomicBoolean writing, Queue<String> acknowledged) {
    for (int number = 0; writing.get(); number++) {
      ApiAnswer answer = member.post("/api/v1/retro-rooms", "{\"title\":\"%d\"}".formatted(number));
      if (answer.status() == 200) {
        acknowledged.add(answer.result().path("inviteCode").asString());
      } else {
        answer.isRefused(503, "COMMON503");
      }
    }
  }

  /** The index of pairs is made without MySQL's list of words to leave out, and stays like that. */
  @Test
  void findsEveryPairOfCharactersAfterARestart() throws IOException {
    Person owner = server.people().newcomer();
    Retro retro = new Retro(server);
    long before = retro.retrospect(owner, retro.room(owner, "Pairs"), "an idea");
    mysql.restart();
    Standstill.await(RECOVERY_LIMIT, () -> server.client().get("/health").status() == 200);
    long after = retro.retrospect(owner, retro.room(owner, "More"), "in an hour");
    assertThat(withPair("+an")).contains(before, after);
    assertThat(withPair("+in")).contains(after);
  }

  private static List<Long> withPair(String pair) {
    return server
        .database()
        .sql(
            "SELECT retrospect_id FROM retrospects WHERE MATCH(title) AGAINST (:pair IN BOOLEAN MODE)")
        .param("pair", pair)
        .query((row, _) -> row.getLong(1))
        .list();
  }

  private static boolean isUnavailable(ApiAnswer answer) {
    answer.isRefused(503, "COMMON503");
    return "5".equals(answer.header("Retry-After"));
  }

  /** With the limits of the product. */
  private static Map<String, String> variables() {
    return Map.of(
        "DATABASE_URL", url(),
        "DB_ACQUIRE_TIMEOUT_MS", "2000",
        "DB_CONNECT_TIMEOUT_MS", "2000",
        "DB_SOCKET_TIMEOUT_MS", "10000");
  }

  private static String url() {
    MySqlServer server = mysql.server();
    return TestServer.databaseUrl(
        new TestServers.Database(server.jdbcUrl(), MySqlServer.OWNER, server.password()));
  }
}
