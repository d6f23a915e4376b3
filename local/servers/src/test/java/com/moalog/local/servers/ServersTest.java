package com.moalog.local.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.moalog.build.HouseRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {

  @Test
  void postgresKeepsItsRowsOverStopAndKill() throws Exception {
    try (var running = TestServers.newPostgres()) {
      PostgresServer server = running.server();
      execute(server, "CREATE TABLE word (text varchar(20))", "INSERT INTO word VALUES ('회고')");

      running.stop();
      assertThat(server.isHealthy()).isFalse();
      running.restart();
      execute(server, "INSERT INTO word VALUES ('again')");
      running.kill();
      running.restart();

      assertThat(column(server.jdbcUrl(), PostgresServer.OWNER, server.password(), "TABLE word"))
          .containsExactly("회고", "again");
      awaitHealthy(server);
    }
  }

  @Test
  void postgresLetsNobodyInWithoutThePassword() {
    PostgresServer server = TestServers.postgres();

    assertThatThrownBy(
            () -> DriverManager.getConnection(server.jdbcUrl(), PostgresServer.OWNER, "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void postgresEnforcesRowLevelSecurityOnAnOrdinaryLogin() throws Exception {
    var database = TestServers.freshPostgresDatabase();
    try (Connection owner =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = owner.createStatement()) {
      statement.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'");
      statement.execute("CREATE TABLE secret (tenant text)");
      statement.execute("INSERT INTO secret VALUES ('a')");
      statement.execute("ALTER TABLE secret ENABLE ROW LEVEL SECURITY");
      statement.execute("GRANT SELECT ON secret TO reader");
    }

    assertThat(column(database.jdbcUrl(), "reader", "reader", "TABLE secret")).isEmpty();
  }

  @Test
  void mysqlKeepsItsRowsOverStopAndKill() throws Exception {
    try (var running = TestServers.newMySql()) {
      MySqlServer server = running.server();
      execute(server, "CREATE TABLE word (text varchar(20))", "INSERT INTO word VALUES ('회고')");

      running.stop();
      assertThat(server.isHealthy()).isFalse();
      running.restart();
      execute(server, "INSERT INTO word VALUES ('again')");
      running.kill();
      running.restart();

      assertThat(column(server.jdbcUrl(), MySqlServer.OWNER, server.password(), "TABLE word"))
          .containsExactly("회고", "again");
    }
  }

  @Test
  void mysqlFindsKoreanWords() throws Exception {
    var schema = TestServers.freshMySqlSchema();
    try (Connection connection =
            DriverManager.getConnection(schema.jdbcUrl(), schema.user(), schema.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE note (title varchar(50), FULLTEXT KEY ft (title) WITH PARSER ngram)");
      statement.execute("INSERT INTO note VALUES ('스프린트 회고'), ('점심')");
    }

    String search = "SELECT title FROM note WHERE MATCH (title) AGAINST ('회고' IN BOOLEAN MODE)";
    assertThat(column(schema.jdbcUrl(), schema.user(), schema.password(), search))
        .containsExactly("스프린트 회고");
  }

  @Test
  void redisKeepsItsKeysOverARestartAndWantsItsPassword() throws Exception {
    try (var running = TestServers.newRedis()) {
      RedisServer server = running.server();
      assertThat(redis(server, "SET word kept")).isEqualTo("+OK");

      running.stop();
      assertThat(server.isHealthy()).isFalse();
      running.restart();

      assertThat(redis(server, "EXISTS word")).isEqualTo(":1");
      ServerPlace place = place(server.port(), Path.of("target"));
      assertThat(new RedisServer(place, "wrong").isHealthy()).isFalse();
    }
  }

  @Test
  void noPasswordStandsOnACommandLine() throws Exception {
    String password = "s3cret \"quoted\" \\ back";
    List<LocalServer> servers =
        List.of(
            new RedisServer(place(TestServers.freePort(), Path.of("target/secrets/r")), password),
            new MySqlServer(place(TestServers.freePort(), Path.of("target/secrets/m")), password),
            new PostgresServer(
                place(TestServers.freePort(), Path.of("target/secrets/p")), password));
    for (LocalServer server : servers) {
      server.prepare();
      assertThat(server.command().arguments()).noneMatch(word -> word.contains("s3cret"));
    }
    try (var running = RunningServer.start((RedisServer) servers.getFirst())) {
      awaitHealthy(running.server());
    }
  }

  @Test
  void aFrozenServerIsNotHealthyUntilItGoesOn() throws Exception {
    try (var running = TestServers.newRedis()) {
      running.freeze();
      assertThat(running.server().isHealthy()).isFalse();
      running.thaw();
      awaitHealthy(running.server());
    }
  }

  @Test
  void kafkaKeepsItsTopicsOverAKill() throws Exception {
    try (var running = TestServers.newKafka()) {
      Map<String, Object> client = Map.of("bootstrap.servers", running.server().bootstrapServers());
      try (Admin admin = Admin.create(client)) {
        admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
      }

      running.kill();
      assertThat(running.server().isHealthy()).isFalse();
      running.restart();

      try (Admin admin = Admin.create(client)) {
        assertThat(admin.listTopics().names().get()).contains("kept");
      }
    }
  }

  @Test
  void aPreparationThatWasCutOffIsDoneAgain(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("data.unfinished/base"));
    Files.writeString(folder.resolve("data.unfinished/PG_VERSION"), "18");
    var server = new PostgresServer(place(TestServers.freePort(), folder), "secret");

    try (var running = RunningServer.start(server)) {
      assertThat(column(server.jdbcUrl(), PostgresServer.OWNER, "secret", "SELECT 'works'"))
          .containsExactly("works");
      assertThat(running.isAlive()).isTrue();
    }
    assertThat(folder.resolve("data.unfinished")).doesNotExist();
  }

  @Test
  void aTakenPortEndsInAnErrorWithTheLog(@TempDir Path folder) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var server = new RedisServer(place(taken.getLocalPort(), folder), "secret");

      assertThatThrownBy(() -> RunningServer.start(server))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("redis on port " + taken.getLocalPort())
          .hasMessageContaining("Address in use");
    }
  }

  @Test
  void onlyOneOfManyFillsTheCache(@TempDir Path folder) throws Exception {
    ProgramCache cache = new ProgramCache(folder);
    AtomicInteger fillings = new AtomicInteger();
    Callable<Path> task =
        () ->
            cache.folder(
                "program",
                target -> {
                  fillings.incrementAndGet();
                  Files.writeString(target.resolve("program"), "x");
                });

    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (var result :
          threads.invokeAll(List.of(task, task, task, task, task, task, task, task))) {
        assertThat(result.get().resolve("program")).hasContent("x");
      }
    }
    assertThat(fillings).hasValue(1);
  }

  @Test
  void aFillingThatFailsLeavesNothingBehind(@TempDir Path folder) throws Exception {
    ProgramCache cache = new ProgramCache(folder);

    assertThatThrownBy(() -> cache.folder("program", this::failHalfWay)).hasMessage("disk full");
    assertThat(folder.resolve("program")).doesNotExist();
    assertThat(cache.folder("program", target -> {})).isEmptyDirectory();
  }

  @Test
  void obeysTheHouseRules() {
    HouseRules.check("com.moalog.local.servers");
  }

  private void failHalfWay(Path target) throws IOException {
    Files.writeString(target.resolve("half"), "x");
    throw new IOException("disk full");
  }

  /** One question may be lost to a machine that stands still. */
  private static void awaitHealthy(LocalServer server) {
    await().atMost(Duration.ofMinutes(1)).until(server::isHealthy);
  }

  private static ServerPlace place(int port, Path folder) {
    return new ServerPlace(ProgramCache.ofRepository(), folder, port, Progress.SILENT);
  }

  private static void execute(PostgresServer server, String... sql) throws SQLException {
    execute(server.jdbcUrl(), PostgresServer.OWNER, server.password(), sql);
  }

  private static void execute(MySqlServer server, String... sql) throws SQLException {
    execute(server.jdbcUrl(), MySqlServer.OWNER, server.password(), sql);
  }

  private static void execute(String url, String user, String password, String... sql)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      for (String one : sql) {
        statement.execute(one);
      }
    }
  }

  private static List<String> column(String url, String user, String password, String sql)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  private static String redis(RedisServer server, String command) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(("AUTH " + server.password() + "\r\n" + command + "\r\n").getBytes(UTF_8));
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      assertThat(in.readLine()).isEqualTo("+OK");
      return in.readLine();
    }
  }
}
