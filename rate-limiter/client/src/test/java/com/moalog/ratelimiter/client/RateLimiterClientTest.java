package com.moalog.ratelimiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.moalog.ratelimiter.client.RateLimitResult.Allowed;
import com.moalog.ratelimiter.client.RateLimitResult.Bypassed;
import com.moalog.ratelimiter.client.RateLimitResult.Denied;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a small HTTP server that answers as the test says. */
class RateLimiterClientTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicReference<String> query = new AtomicReference<>("");
  private volatile int status = 200;
  private volatile String body = "{\"allowed\":true}";
  private long nanos;
  private HttpServer server;
  private RateLimiterClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/base/api/v1/rate-limit/check", this::answer);
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/");
    client = client(new ClientSettings(address, PATIENCE, PATIENCE, Duration.ofSeconds(5)));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private RateLimiterClient client(ClientSettings settings) {
    return new RateLimiterClient(settings, (from, to) -> {}, () -> nanos);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    query.set(exchange.getRequestURI().getRawQuery());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8082", "ftp://a", "http:///x", "mailto:a@b"})
  void refusesAnAddressThatIsNotHttp(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> ClientSettings.of(URI.create(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "400, QUESTION_REFUSED",
    "404, QUESTION_REFUSED",
    "500, SERVER_ERROR",
    "503, SERVER_ERROR",
    "302, SERVER_ERROR"
  })
  void bypassesALimiterThatDoesNotDecide(int answered, BypassReason reason) {
    status = answered;
    assertThat(client.check("k")).isEqualTo(new Bypassed(reason));
  }

  @Test
  void bypassesALimiterThatIsNotThere() {
    server.stop(0);
    assertThat(client.check("k")).isEqualTo(new Bypassed(BypassReason.CONNECTION));
  }

  @Test
  void bypassesALimiterThatAcceptsAndSaysNothing() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RateLimiterClient impatient =
            client(
                new ClientSettings(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                    PATIENCE,
                    Duration.ofMillis(50),
                    PATIENCE))) {
      for (int i = 0; i < 5; i++) {
        assertThat(impatient.check("k")).isEqualTo(new Bypassed(BypassReason.TIMEOUT));
      }
      assertThat(impatient.check("k")).isEqualTo(new Bypassed(BypassReason.BREAKER_OPEN));
    }
  }

  @Test
  void bypassesAnAnswerThatIsTooLong() {
    body = "{\"x\":\"" + "y".repeat(RateLimiterClient.MAX_ANSWER_BYTES) + "\",\"allowed\":true}";
    assertThat(client.check("k")).isEqualTo(new Bypassed(BypassReason.CONNECTION));
  }

  @Test
  void keepsTheInterruptOfACallerThatIsStopped() {
    Thread.currentThread().interrupt();
    assertThat(client.check("k")).isEqualTo(new Bypassed(BypassReason.INTERRUPTED));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aRefusedQuestionDoesNotOpenTheBreaker() {
    status = 400;
    for (int i = 0; i < 30; i++) {
      client.check("k");
    }
    assertThat(client.breakerState()).isEqualTo(BreakerState.CLOSED);
    assertThat(asked).hasValue(30);
  }

  @Test
  void leavesAFailingLimiterAloneAndComesBackWithOneProbe() {
    status = 500;
    for (int i = 0; i < 10; i++) {
      client.check("k");
    }
    assertThat(asked).hasValue(5);
    status = 200;
    nanos += Duration.ofSeconds(5).toNanos();
    assertThat(client.check("k")).isInstanceOf(Allowed.class);
    assertThat(client.breakerState()).isEqualTo(BreakerState.CLOSED);
    assertThat(asked).hasValue(6);
  }

  @Test
  void remembersARefusalOfOneQuestionForASecond() {
    status = 429;
    body = "{\"allowed\":false,\"retryAfterSeconds\":30,\"limit\":100}";
    assertThat(client.check("k")).isInstanceOf(Denied.class);
    assertThat(client.check("k")).isInstanceOf(Denied.class);
    assertThat(asked).as("of the same key").hasValue(1);
    client.check("other");
    client.check("k", LimitAlgorithm.TOKEN_BUCKET);
    assertThat(asked).as("of other questions").hasValue(3);
    nanos += Duration.ofSeconds(1).toNanos();
    client.check("k");
    assertThat(asked).as("a second later").hasValue(4);
  }

  @Test
  void encodesTheKeyAndNamesTheAlgorithm() {
    client.check("a b&c=글", LimitAlgorithm.SLIDING_WINDOW_LOG);
    assertThat(query.get()).isEqualTo("key=a+b%26c%3D%EA%B8%80&algorithm=SLIDING_WINDOW_LOG");
    client.check("plain");
    assertThat(query.get()).isEqualTo("key=plain");
  }

  @Test
  void aFullDenialCacheStopsRememberingUntilEntriesExpire() {
    DenialCache cache = new DenialCache(() -> nanos);
    Denied denied = new Denied(new Quota(1, 0, 1), 1);
    for (int i = 0; i <= DenialCache.MAX_ENTRIES; i++) {
      cache.add(new Question("k" + i, null), denied);
    }
    assertThat(cache.size()).isEqualTo(DenialCache.MAX_ENTRIES);
    nanos += DenialCache.MAX_AGE.toNanos();
    cache.add(new Question("new", null), denied);
    assertThat(cache.size()).isEqualTo(1);
  }
}
