package com.moalog.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.MySqlServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {

  /** The slowest answer that a caller has to expect while the database is away. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

  /** How soon requests are served again once the database takes connections. */
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(5);

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static RunningServer<MySqlServer> mysql;

  @BeforeAll
  static void start() throws IOException {
    mysql = TestServers.newMySql();
  }

  @AfterAll
  static void stop() throws IOException {
    mysql.close();
  }

  @Test
  void answersWithoutTheDatabaseAndRecovers() throws IOException {
    try (TestServer server = TestServer.start(Map.of("DATABASE_URL", url()))) {
      ApiClient member = server.people().as(server.people().newcomer());
      member.get("/api/v1/retro-rooms").success();

      mysql.stop();

      for (String path : List.of("/api/v1/retro-rooms", "/api/v1/members/me")) {
        Awaitility.await().atMost(ANSWER_LIMIT).until(() -> isUnavailable(member.get(path)));
      }
      ApiAnswer health = server.client().get("/health");
      assertThat(health.status()).isEqualTo(503);
      assertThat(health.text()).contains("\"down\"").doesNotContain("healthy");
      assertThat(server.client().get("/health/live").status()).isEqualTo(200);
      assertThat(server.client().get("/metrics").status()).isEqualTo(200);
      server.client().get("/api/v1/retro-rooms").isRefused(401, "AUTH4001");

      mysql.restart();

      Awaitility.await()
          .atMost(RECOVERY_LIMIT)
          .until(() -> server.client().get("/health").status() == 200);
      Awaitility.await()
          .atMost(RECOVERY_LIMIT)
          .until(() -> member.get("/api/v1/retro-rooms").status() == 200);
    }
  }

  @Test
  void startsBeforeTheDatabaseDoes() throws IOException {
    mysql.stop();
    try (TestServer server = TestServer.startOn(Map.of("DATABASE_URL", url()))) {
      assertThat(server.client().get("/health").status()).isEqualTo(503);
      mysql.restart();
      server.awaitHealthy();
      server.people().newcomer();
    }
  }

  private static boolean isUnavailable(ApiAnswer answer) {
    answer.isRefused(503, "COMMON503");
    return "5".equals(answer.header("Retry-After"));
  }

  private static String url() {
    MySqlServer server = mysql.server();
    return TestServer.databaseUrl(
        new TestServers.Database(server.jdbcUrl(), MySqlServer.OWNER, server.password()));
  }
}
