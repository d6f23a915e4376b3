package com.moalog.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.TestServers;
import com.moalog.server.testing.ApiAnswer;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.ForgedToken;
import com.moalog.server.testing.People.Person;
import com.moalog.server.testing.Retro;
import com.moalog.server.testing.TestServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit as the real rate limiter on a real Redis decides it. */
class GlobalLimitTest {

  private static final int LIMIT = 100;
  private static final int PAGE_LIMIT = 300;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String ROOMS = "/api/v1/retro-rooms";
  private static final String NO_PAGE = "/api/v1/retrospects/999999999/page";
  private static final String DRAFT = "{\"drafts\":[{\"questionNumber\":1,\"content\":\"x\"}]}";

  /** On the same data, to prepare what is asked of the limited one. */
  private static final TestServer UNLIMITED = TestServer.shared();

  private static final String DENIED = "moalog_rate_limit_decisions_total{result=\"denied\"} ";
  private static final String REFUSED_ROOMS =
      "axum_http_requests_total{endpoint=\"/api/v1/retro-rooms\",method=\"GET\",status=\"429\"} ";

  /** A probe that the new limiter answers late on a busy machine costs five seconds more. */
  private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(1);

  private static int port;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Process limiter;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    port = TestServers.freePort();
    limiter = startLimiter();
    server = TestServer.beside(exactlyLimited());
  }

  /** A limiter that stands still has the time to go on: each request is counted. */
  private static Map<String, String> exactlyLimited() {
    Map<String, String> variables = new HashMap<>(limitedBy(port));
    variables.put("RATE_LIMITER_TIMEOUT", "20s");
    return variables;
  }

  private static Map<String, String> limitedBy(int port) {
    return Map.of("RATE_LIMITER_ENABLED", "true", "RATE_LIMITER_URL", "http://127.0.0.1:" + port);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    server.close();
    stopLimiter();
  }

  private static void stopLimiter() throws InterruptedException {
    limiter.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
  }

  @Test
  void refusesTheHundredAndFirstRequestOfAnAddress() {
    double deniedBefore = metric(DENIED);
    double refusedBefore = metric(REFUSED_ROOMS);
    ApiClient client = from("10.1.1.1");
    for (int request = 0; request < LIMIT; request++) {
      ApiAnswer answer = client.get("/api/v1/retro-rooms");
      answer.isRefused(401, "AUTH4001");
      assertThat(answer.header("X-RateLimit-Remaining"))
          .isEqualTo(Integer.toString(LIMIT - 1 - request));
    }
    ApiAnswer refused = client.with("Origin", "https://moalog.me").get("/api/v1/retro-rooms");
    refused.isRefused(429, "RATE4291");
    assertThat(number(refused, "Retry-After")).isBetween(1, 60);
    assertThat(number(refused, "X-RateLimit-Limit")).isEqualTo(LIMIT);
    assertThat(number(refused, "X-RateLimit-Remaining")).isZero();
    assertThat(number(refused, "X-RateLimit-Reset")).isBetween(1, 60);
    assertThat(refused.header("x-request-id")).isNotNull();
    assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://moalog.me");

    client.get("/api/v1/nothing").isRefused(429, "RATE4291");
    from("10.1.1.2").get("/api/v1/retro-rooms").isRefused(401, "AUTH4001");
    assertThat(client.get("/health/live").status()).isEqualTo(200);
    assertThat(client.get("/health").status()).isNotEqualTo(TOO_MANY_REQUESTS);
    assertThat(metric(DENIED)).isEqualTo(deniedBefore + 2);
    assertThat(metric(REFUSED_ROOMS)).isEqualTo(refusedBefore + 1);
  }

  /** A team in one office has one address, and none of it stops writing because of the others. */
  @Test
  void countsWhatAPageDoesByItselfForItsMember() {
    Retro retro = new Retro(UNLIMITED);
    Person mina = UNLIMITED.people().newcomer();
    Person joon = UNLIMITED.people().newcomer();
    Retro.Room room = retro.room(mina, "Office");
    retro.join(joon, room);
    String path = "/api/v1/retrospects/" + retro.retrospect(mina, room, "Sprint");
    exhaust(from("10.1.4.1"));
    for (Person each : List.of(mina, joon)) {
      UNLIMITED.people().as(each).post(path + "/participants").success();
      ApiClient page = from("10.1.4.1").withToken(each.accessToken());
      ApiAnswer opened = page.get(path + "/page");
      opened.success();
      assertThat(number(opened, "X-RateLimit-Remaining")).isEqualTo(PAGE_LIMIT - 1);
      page.put(path + "/page/drafts", DRAFT).success();
      page.post(path + "/presence", "{\"writing\":true}").success();
      page.get(path + "/page/responses?category=ALL").success();
      page.get(path).isRefused(429, "RATE4291");
      page.put(path + "/drafts", DRAFT).isRefused(429, "RATE4291");
    }
  }

  /** Whoever could choose the key could have as many as needed. */
  @Test
  void countsForTheAddressWhereNoCheckedTokenNamesAMember() {
    Person somebody = UNLIMITED.people().newcomer();
    ApiClient street = from("10.1.4.2");
    exhaust(street);
    street.get(NO_PAGE).isRefused(429, "RATE4291");
    String expired = ForgedToken.expired(somebody.id());
    for (String token : List.of("made-up", expired, somebody.accessToken() + "x")) {
      street.withToken(token).get(NO_PAGE).isRefused(429, "RATE4291");
      street.with("Cookie", "access_token=" + token).get(NO_PAGE).isRefused(429, "RATE4291");
    }
    ApiClient member = street.withToken(somebody.accessToken());
    member.get(NO_PAGE).isRefused(404, "RETRO4041");
    for (String other : List.of("/", "//", ";x", "s", "/drafts", "/%2e%2e/page", "/../page")) {
      assertThat(member.get(NO_PAGE + other).status()).as(other).isIn(400, TOO_MANY_REQUESTS);
    }
  }

  @Test
  void holdsAMembersPageToALimitOfItsOwn() {
    String token = UNLIMITED.people().newcomer().accessToken();
    ApiClient page = from("10.1.4.3").withToken(token);
    ApiAnswer answer = page.get(NO_PAGE);
    for (int request = 1; request < 2 * PAGE_LIMIT && answer.status() == 404; request++) {
      answer = page.get(NO_PAGE);
    }
    answer.isRefused(429, "RATE4291");
    assertThat(number(answer, "X-RateLimit-Limit")).isEqualTo(PAGE_LIMIT);
    from("10.1.4.4").withToken(token).get(NO_PAGE).isRefused(429, "RATE4291");
    page.get(ROOMS).success();
  }

  private static double metric(String series) {
    return server
        .client()
        .get("/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .sum();
  }

  @Test
  void letsEverythingPassWithoutALimiter() throws IOException {
    int nobody = TestServers.freePort();
    try (TestServer alone = TestServer.beside(limitedBy(nobody))) {
      for (int request = 0; request <= LIMIT; request++) {
        alone.client().get("/api/v1/retro-rooms").isRefused(401, "AUTH4001");
      }
      assertThat(alone.client().get("/metrics").text())
          .contains("resilience4j_circuitbreaker_state{name=\"rate-limiter\",state=\"open\"} 1.0")
          .contains("moalog_rate_limit_decisions_total{result=\"bypassed\"} 101.0");
    }
  }

  @Test
  void refusesNobodyWhileTheLimiterIsStoppedAndLimitsAgainOnceItIsBack()
      throws IOException, InterruptedException {
    try (TestServer usual = TestServer.beside(limitedBy(port))) {
      ApiClient greedy = usual.client().with("X-Forwarded-For", "10.1.2.1");
      exhaust(greedy);
      stopLimiter();
      for (int request = 0; request <= LIMIT; request++) {
        usual.client().with("X-Forwarded-For", "10.1.2.2").get(ROOMS).isRefused(401, "AUTH4001");
      }
      limiter = startLimiter();
      Awaitility.await()
          .atMost(RECOVERY_LIMIT)
          .until(() -> greedy.get(ROOMS).status() == TOO_MANY_REQUESTS);
    }
  }

  /** Whoever forges the address in front changes nothing: it counts from the trusted end. */
  @ParameterizedTest
  @ValueSource(strings = {"1.2.3.%d, 198.51.100.1", "2001:db8:%d::1,198.51.100.2, 10.0.0.7"})
  void countsByTheAddressThatATrustedProxySaw(String forged) {
    for (int request = 0; request < LIMIT; request++) {
      from(forged.formatted(request)).get(ROOMS).isRefused(401, "AUTH4001");
    }
    from(forged.formatted(LIMIT)).get(ROOMS).isRefused(429, "RATE4291");
  }

  @Test
  void ignoresForwardingHeadersOfWhoIsNoProxy() {
    Map<String, String> variables = exactlyLimited();
    variables.put("TRUSTED_PROXIES", "192.0.2.0/24");
    try (TestServer wary = TestServer.beside(variables)) {
      for (int request = 0; request < LIMIT; request++) {
        forging(wary, request).get(ROOMS).isRefused(401, "AUTH4001");
      }
      forging(wary, LIMIT).get(ROOMS).isRefused(429, "RATE4291");
      wary.client().get(ROOMS).isRefused(429, "RATE4291");
    }
  }

  private static ApiClient forging(TestServer wary, int number) {
    return wary.client()
        .with("X-Forwarded-For", "10.3.3." + number)
        .with("X-Real-IP", "10.4.4." + number)
        .with("Forwarded", "for=10.5.5." + number);
  }

  /** No path that the limit leaves out leads to one that it counts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health/../api/v1/plans",
        "/health/%2e%2e/api/v1/plans",
        "/metrics;/../api/v1/plans",
        "/api-docs/..;/api/v1/plans",
        "/swagger-ui//../../api/v1/plans"
      })
  void hasNoWayAroundTheLimit(String path) {
    ApiAnswer answer = server.client().get(path);
    assertThat(answer.status()).isIn(400, 404);
  }

  /** On a busy machine a request may pass undecided, so it can take more than the limit. */
  private static void exhaust(ApiClient client) {
    ApiAnswer answer = client.get(ROOMS);
    for (int request = 1; request < 3 * LIMIT && answer.status() == 401; request++) {
      answer = client.get(ROOMS);
    }
    answer.isRefused(429, "RATE4291");
  }

  private static ApiClient from(String address) {
    return server.client().with("X-Forwarded-For", address);
  }

  private static int number(ApiAnswer answer, String header) {
    return Integer.parseInt(String.valueOf(answer.header(header)));
  }

  private static Process startLimiter() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-Xmx96m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "com.moalog.ratelimiter.server.RateLimiterServer"))
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "rate-limiter-of-tests.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SERVER_PORT",
                Integer.toString(port),
                "SERVER_ADDRESS",
                "127.0.0.1",
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                Integer.toString(TestServers.redis().port()),
                "REDIS_PASSWORD",
                TestServers.REDIS_PASSWORD,
                "SPRING_DATA_REDIS_TIMEOUT", // exact counts on a busy machine, too
                "15s",
                "SPRING_DATA_REDIS_CONNECT_TIMEOUT",
                "15s"));
    Process started = builder.start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> status("http://127.0.0.1:" + port + "/actuator/health") == 200);
    return started;
  }

  private static int status(String address) throws IOException {
    var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
