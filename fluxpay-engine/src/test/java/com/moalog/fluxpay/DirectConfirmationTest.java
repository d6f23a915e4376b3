package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Approval and capture in one call, at a provider that says what it is told to say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectConfirmationTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** For a look-up, so that no time is left for the capture. */
  private static final Duration TOO_LONG = Duration.ofSeconds(7);

  private static final String CARD = "카드";
  private static final int OK = 200;

  /**
   * A session at the provider.
   *
   * @param looks the status of each look-up, the first of which waits until it may end
   */
  private record Session(String order, String method, CountDownLatch mayEnd, List<Integer> looks) {}

  private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();
  private final List<String> captured = new CopyOnWriteArrayList<>();
  private HttpServer provider;
  private TestEngine engine;
  private Shop shop;

  @BeforeAll
  void start() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    provider.createContext("/v1/payments/", this::answer);
    provider.start();
    engine = engine(Map.of("TOSS_METHODS", "CARD", "TOSS_READ_TIMEOUT", "10s"));
    shop = new Shop(engine);
  }

  private TestEngine engine(Map<String, String> variables) {
    Map<String, String> all = new ConcurrentHashMap<>(variables);
    all.put("TOSS_API_URL", "http://127.0.0.1:" + provider.getAddress().getPort() + "/v1");
    return TestEngine.start(all);
  }

  @AfterAll
  void stop() {
    engine.close();
    provider.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (last.equals("confirm")) {
      String key =
          JsonMapper.shared()
              .readTree(exchange.getRequestBody().readAllBytes())
              .path("paymentKey")
              .asString();
      captured.add(key);
      send(exchange, OK, record(key, session(key), "DONE"));
    } else {
      Session session = session(last);
      send(exchange, looked(session), record(last, session, "IN_PROGRESS"));
    }
  }

  private Session session(String key) {
    return Objects.requireNonNull(sessions.get(key));
  }

  private static String record(String key, Session session, String status) {
    return """
    {"paymentKey":"%1$s","orderId":"%2$s","status":"%3$s","totalAmount":%4$d,"currency":"KRW",
     "lastTransactionKey":"t-%1$s","method":"%5$s"}
    """
        .formatted(key, session.order(), status, Shop.PRICE, session.method());
  }

  private static void send(HttpExchange exchange, int status, String record) throws IOException {
    byte[] body = record.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static int looked(Session session) {
    try {
      assertThat(session.mayEnd().await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return session.looks().isEmpty() ? OK : session.looks().removeFirst();
  }

  private static String key(String order) {
    return "key-" + order;
  }

  private String orderPaidBy(String method) {
    String order = shop.order();
    sessions.put(
        key(order),
        new Session(order, method, new CountDownLatch(0), new CopyOnWriteArrayList<>()));
    return order;
  }

  private CountDownLatch held(String order, Integer... looks) {
    CountDownLatch mayEnd = new CountDownLatch(1);
    sessions.put(key(order), new Session(order, CARD, mayEnd, new CopyOnWriteArrayList<>(looks)));
    return mayEnd;
  }

  private static Client.Reply confirm(Client client, String payment, String order) {
    return client.post(
        "/api/v1/payments/" + payment + "/confirm",
        "{\"paymentKey\":\"%s\",\"orderId\":\"%s\",\"amount\":%d}"
            .formatted(key(order), order, Shop.PRICE));
  }

  private String status(String payment) {
    return shop.find(payment).path("status").asString();
  }

  private void assertRefusedFor(String method) {
    String order = orderPaidBy(method);
    String payment = shop.payment(order);

    Client.Reply reply = confirm(shop.client(), payment, order);

    assertThat(reply.code()).as(reply.body()).isEqualTo("PAY_004");
    assertThat(status(payment)).isEqualTo("READY");
    assertThat(captured).doesNotContain(key(order));
  }

  @Test
  void refusesAMethodThatIsNotAllowedOrHasNoNameHere() {
    assertRefusedFor("가상계좌");
    assertRefusedFor("문화상품권");
  }

  @Test
  void refusesASessionThatNobodyVerifies() {
    try (TestEngine trusting = engine(Map.of("TOSS_VERIFY_ON_APPROVE", "false"))) {
      Shop other = new Shop(trusting);
      String order = other.order();
      String payment = other.payment(order);

      assertThat(confirm(other.client(), payment, order).code()).isEqualTo("PAY_004");
      assertThat(other.find(payment).path("status").asString()).isEqualTo("READY");
    }
  }

  @Test
  void capturesNothingWhenVerificationLeftTooLittleTime() throws Exception {
    String order = shop.order();
    String payment = shop.payment(order);
    CountDownLatch mayEnd = held(order);
    Client keyed = shop.client().keyed();

    Client.Reply late;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = threads.submit(() -> confirm(keyed, payment, order));
      await().atMost(PATIENCE).until(() -> status(payment), "PROCESSING"::equals);
      Thread.sleep(TOO_LONG);
      mayEnd.countDown();
      late = asked.get();
    }

    assertThat(late.status()).as(late.body()).isEqualTo(504);
    assertThat(late.code()).isEqualTo("SYS_003");
    assertThat(status(payment)).isEqualTo("APPROVED");
    assertThat(captured).doesNotContain(key(order));
    assertThat(confirm(keyed, payment, order).data("status")).isEqualTo("CONFIRMED");
    assertThat(captured).containsOnlyOnce(key(order));
  }

  @Test
  void remembersNoRefusalOfWhatSomebodyElseVerifiesInVain() throws Exception {
    String order = shop.order();
    String payment = shop.payment(order);
    CountDownLatch mayEnd = held(order, 500);
    Client keyed = shop.client().keyed();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var other = threads.submit(() -> shop.approve(payment, key(order)));
      await().atMost(PATIENCE).until(() -> status(payment), "PROCESSING"::equals);

      assertThat(confirm(keyed, payment, order).code()).isEqualTo("PAY_003");

      mayEnd.countDown();
      assertThat(other.get().code()).isEqualTo("PAY_005");
    }
    assertThat(status(payment)).isEqualTo("READY");
    assertThat(confirm(keyed, payment, order).data("status")).isEqualTo("CONFIRMED");
  }
}
