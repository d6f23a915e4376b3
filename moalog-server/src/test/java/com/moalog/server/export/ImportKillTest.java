package com.moalog.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.DatabaseProxy;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.ServerProcess;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever ends an import half-way, the room has nothing of the document, and can get all of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportKillTest {

  private static final int RETROSPECTS = 30;
  private static final int HALF = RETROSPECTS / 2;
  private static final Duration STATEMENT = Duration.ofMillis(2);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final TestServers.Database schema = TestServers.freshMySqlSchema();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private DatabaseProxy way;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private TestServer server;

  @BeforeAll
  void start() throws IOException {
    way = DatabaseProxy.to(TestServers.mysql().port());
    server =
        TestServer.start(
            Map.of("DATABASE_URL", throughTheProxy(), "DB_ACQUIRE_TIMEOUT_MS", "20000"));
  }

  @AfterEach
  void heal() {
    way.heal();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    way.close();
  }

  private String throughTheProxy() {
    return way.through(TestServer.databaseUrl(schema));
  }

  @Test
  void leavesNothingOfAnImportWhoseServerIsKilled() throws Exception {
    Person owner = server.people().newcomer();
    Retro.Room room = new Retro(server).room(owner, "Moved");
    try (ServerProcess doomed = ServerProcess.start(Map.of("DATABASE_URL", throughTheProxy()))) {
      ApiClient client = doomed.client().withToken(owner.accessToken());
      CompletableFuture<Integer> ended = halfOf(client, room);
      doomed.kill();
      assertThat(ended.join()).as("no answer").isZero();
    }
    way.heal();
    isImportedWhole(owner, room);
  }

  @Test
  void leavesNothingOfAnImportWhoseDatabaseConnectionBreaks() throws Exception {
    Person owner = server.people().newcomer();
    Retro.Room room = new Retro(server).room(owner, "Moved");
    CompletableFuture<Integer> ended = halfOf(server.people().as(owner), room);
    way.cut();
    assertThat(ended.join()).isEqualTo(503);
    way.heal();
    server.awaitHealthy();
    isImportedWhole(owner, room);
  }

  /**
   * An import under way that has inserted half of the document, and gets no further because the
   * database falls silent; its status, 0 for no answer.
   */
  private CompletableFuture<Integer> halfOf(ApiClient client, Retro.Room room) throws SQLException {
    way.delay(STATEMENT);
    CompletableFuture<Integer> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return send(client, room).status();
              } catch (UncheckedIOException killed) {
                return 0;
              }
            },
            Thread::startVirtualThread);
    try (Connection watch =
        DriverManager.getConnection(schema.jdbcUrl(), schema.user(), schema.password())) {
      watch.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> retrospects(watch, room) >= HALF);
      way.fallSilent();
      assertThat(running).as("the import is under way").isNotDone();
    }
    return running;
  }

  private void isImportedWhole(Person owner, Retro.Room room) throws SQLException {
    try (Connection watch =
        DriverManager.getConnection(schema.jdbcUrl(), schema.user(), schema.password())) {
      Awaitility.await().atMost(LIMIT).until(() -> retrospects(watch, room) == 0);
    }
    ApiClient client = server.people().as(owner);
    assertThat(export(client, room)).contains("\"retrospects\" : [ ]");
    var imported = send(client, room).success();
    assertThat(imported.path("skipped").asBoolean()).isFalse();
    assertThat(imported.path("retrospects").asInt()).isEqualTo(RETROSPECTS);
    Person newcomer = server.people().newcomer();
    Retro.Room undisturbed = new Retro(server).room(newcomer, "Moved");
    ApiClient elsewhere = server.people().as(newcomer);
    send(elsewhere, undisturbed).success();
    assertThat(export(client, room))
        .contains("Sprint " + RETROSPECTS + "\"")
        .isEqualTo(export(elsewhere, undisturbed));
    assertThat(send(client, room).success().path("skipped").asBoolean()).isTrue();
    assertThat(rows("insight_sentence")).isEqualTo(rows("retrospects"));
  }

  private long rows(String table) {
    return server.database().sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }

  private static int retrospects(Connection watch, Retro.Room room) throws SQLException {
    try (PreparedStatement count =
        watch.prepareStatement("SELECT COUNT(*) FROM retrospects WHERE retrospect_room_id = ?")) {
      count.setLong(1, room.id());
      try (ResultSet rows = count.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private static String export(ApiClient client, Retro.Room room) {
    return client.get("/api/v1/retro-rooms/" + room.id() + "/export/json").text();
  }

  private static ApiAnswer send(ApiClient client, Retro.Room room) {
    return client.post("/api/v1/retro-rooms/" + room.id() + "/import", document());
  }

  private static String document() {
    String retrospects =
        IntStream.rangeClosed(1, RETROSPECTS)
            .mapToObj(ImportKillTest::retrospect)
            .collect(Collectors.joining(","));
    return "{\"format\":\"moalog-export\",\"version\":1,\"retrospects\":[" + retrospects + "]}";
  }

  private static String retrospect(int number) {
    String answers =
        IntStream.rangeClosed(1, 5)
            .mapToObj(question ->
                "{\"question\":%d,\"author\":\"Mina\",\"text\":\"said\",\"likes\":1}"
                    .formatted(question))
            .collect(Collectors.joining(","));
    return """
    {"title":"Sprint %d","method":"KPT","startTime":"2026-01-02T03:04:05","anonymous":false,
     "analysis":{"insight":"Well.","generatedBy":"built-in",
       "evidence":[{"text":"Well.","answers":[0,4]}]},
     "participants":[{"name":"Mina","status":"ANALYZED"}],"answers":[%s]}
    """
        .formatted(number, answers);
  }
}
