package com.moalog.sandbox;

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
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The messages that a merchant gets: once, twice, late, out of order, after lost tries. */
class WebhooksTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What a merchant got. */
  private record Message(String id, String retries, JsonNode body) {
    String status() {
      return body.path("data").path("status").asString();
    }

    String order() {
      return body.path("data").path("orderId").asString();
    }
  }

  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private HttpServer merchant;
  private SandboxServer sandbox;
  private Caller caller;
  private volatile int answer = 200;

  @BeforeEach
  void start() throws Exception {
    merchant = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    merchant.createContext("/hook", this::take);
    merchant.start();
    sandbox = SandboxServer.start(SandboxSettings.forTests());
    caller = new Caller(sandbox);
  }

  @AfterEach
  void stop() throws Exception {
    caller.close();
    sandbox.close();
    merchant.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      messages.add(
          new Message(
              exchange.getRequestHeaders().getFirst("tosspayments-webhook-transmission-id"),
              exchange
                  .getRequestHeaders()
                  .getFirst("tosspayments-webhook-transmission-retried-count"),
              JsonMapper.shared().readTree(body)));
      exchange.sendResponseHeaders(answer, -1);
    }
  }

  private Caller.Answer script(String more) {
    return caller.admin(
        "POST",
        "/__admin/webhooks",
        "{\"url\":\"http://127.0.0.1:%d/hook\"%s}"
            .formatted(merchant.getAddress().getPort(), more));
  }

  private void capture(String order) {
    caller.confirm(order, caller.session(order, 1000), order, 1000);
  }

  private void awaitMessages(int count) {
    await().atMost(PATIENCE).until(() -> messages.size() >= count);
  }

  @Test
  void tellsOfEachMoveOfAPayment() {
    script("");

    capture("order-1");

    awaitMessages(2);
    assertThat(messages).extracting(Message::status).contains("IN_PROGRESS", "DONE");
    assertThat(messages).extracting(Message::retries).containsOnly("0");
  }

  @Test
  void sendsDuplicatesUnderOneId() {
    script(",\"duplicate\":2,\"orderId\":\"order-2\"");

    capture("order-1");
    capture("order-2");

    awaitMessages(6);
    assertThat(messages).hasSize(6).extracting(Message::order).containsOnly("order-2");
    assertThat(messages).extracting(Message::id).hasSize(6);
    assertThat(messages.stream().map(Message::id).distinct()).hasSize(2);
  }

  @Test
  void shufflesWhatHappenedWithinTheDelay() {
    script(",\"shuffle\":true,\"delayMs\":1000");

    for (int i = 0; i < 10; i++) {
      capture("order-" + i);
    }

    awaitMessages(20);
    List<String> orders = messages.stream().map(Message::order).toList();
    assertThat(orders).hasSize(20).isNotEqualTo(orders.stream().sorted().toList());
  }

  @Test
  void triesAgainAsTheProviderDoesOnlyFaster() {
    answer = 503;
    script(",\"timeFactor\":0.0001,\"events\":[\"PAYMENT_STATUS_CHANGED\"],\"failFirst\":1");

    capture("order-1");

    awaitMessages(2);
    answer = 200;
    await()
        .atMost(PATIENCE)
        .until(() -> messages.stream().map(Message::id).distinct().count() == 2);
    assertThat(messages).extracting(Message::retries).doesNotContain("0").contains("1");
    JsonNode tries = caller.admin("GET", "/__admin/webhooks", "").body().path("deliveries");
    assertThat(tries.path(0).path("attempt").asInt()).isEqualTo(1);
    assertThat(tries.path(0).path("httpStatus").isNull()).isTrue();
  }

  @Test
  void tellsOfADepositWithTheSecretOfTheAccount() {
    script(",\"events\":[\"DEPOSIT_CALLBACK\"]");
    String key = caller.session("order-1", 1000, "VIRTUAL_ACCOUNT");
    caller.confirm("k", key, "order-1", 1000);

    caller.admin("POST", "/__admin/sessions/" + key + "/deposit", "");

    awaitMessages(1);
    assertThat(messages.getFirst().body().path("secret").asString())
        .isEqualTo(caller.lookup(key).text("secret"));
    assertThat(messages.getFirst().body().path("status").asString()).isEqualTo("DONE");
  }

  @Test
  void refusesAScriptThatMakesNoSense() {
    assertThat(caller.admin("POST", "/__admin/webhooks", "{\"url\":\"nowhere\"}").status())
        .isEqualTo(400);
    assertThat(script(",\"duplicate\":11").status()).isEqualTo(400);
    assertThat(script(",\"events\":[\"X\"]").status()).isEqualTo(400);
    assertThat(script(",\"timeFactor\":2").status()).isEqualTo(400);
  }
}
