package com.moalog.ratelimiter.server;

import static com.moalog.ratelimiter.server.Limiter.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.TestServers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that were damaged at random get a documented answer, always. */
class FuzzTest {

  private static final int BODIES = 1_500;
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "null",
          "true",
          "-1",
          "0",
          "1e309",
          "9223372036854775808",
          "\"key\"",
          "\"permits\"",
          "\"algorithm\"",
          "\"policy\"",
          "\"checks\"",
          "\"mode\"",
          "\"all-or-nothing\"",
          "\"descriptors\"",
          "\"entries\"",
          "\"limit\"",
          "\"unit\"",
          "\"TOKEN_BUCKET\"",
          "\"SLIDING_WINDOW\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "{}",
          "[]",
          "글",
          "\\");
  private static final List<String> VALID =
      List.of(
          "{\"key\":\"fuzz\",\"algorithm\":\"TOKEN_BUCKET\",\"permits\":1}",
          "{\"mode\":\"all-or-nothing\",\"checks\":[{\"key\":\"{f}1\"},{\"key\":\"{f}2\",\"permits\":2}]}",
          "{\"domain\":\"d\",\"descriptors\":[{\"entries\":[{\"key\":\"k\",\"value\":\"v\"}],"
              + "\"limit\":{\"requestsPerUnit\":5,\"unit\":\"DAY\"},\"hitsAddend\":\"1\"}]}");

  private static Limiter limiter;

  @BeforeAll
  static void start() {
    limiter =
        Limiter.start(Limiter.environment(TestServers.redis(), "SPRING_DATA_REDIS_TIMEOUT", "20s"));
  }

  @AfterAll
  static void stop() {
    limiter.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {Limiter.BASE + "/check", Limiter.BASE + "/check/batch", "/json"})
  void aDamagedBodyGetsADocumentedAnswer(String path) {
    Random random = new Random(path.hashCode());
    for (int i = 0; i < BODIES; i++) {
      String body = damaged(random);
      HttpResponse<String> response =
          limiter.send("POST", path, body, "Content-Type", "application/json");
      assertThat(response.statusCode()).as("%s: %s", i, body).isIn(200, 400, 429);
      assertThat(json(response).isEmpty()).as("%s: %s", i, body).isFalse();
    }
  }

  private static String damaged(Random random) {
    StringBuilder body = new StringBuilder(VALID.get(random.nextInt(VALID.size())));
    for (int damage = random.nextInt(4); damage >= 0; damage--) {
      int from = random.nextInt(body.length() + 1);
      int till = Math.min(body.length(), from + random.nextInt(6));
      body.replace(from, till, PIECES.get(random.nextInt(PIECES.size())));
    }
    return body.toString();
  }
}
