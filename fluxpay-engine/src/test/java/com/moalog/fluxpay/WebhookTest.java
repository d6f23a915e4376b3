package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookTest {

  private static final String SECRET = "a shared secret";

  /** What the receiver got. */
  private record Delivery(String timestamp, String signature, String eventId, String body) {}

  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

  @Test
  void isSignedAnewForEachTryUntilItIsDelivered() throws Exception {
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/hook", this::failThreeTimes);
    receiver.start();
    try (TestEngine engine =
        TestEngine.start(
            Map.of(
                "FLUXPAY_WEBHOOK_URL",
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook",
                "FLUXPAY_WEBHOOK_SECRET",
                SECRET,
                "FLUXPAY_WEBHOOK_INITIAL_DELAY",
                "100ms"))) {
      Shop shop = new Shop(engine, "moalog");
      String order = shop.order();
      String payment = shop.approved(order);
      shop.confirm(payment);

      await().atMost(Duration.ofSeconds(20)).until(() -> deliveries.size() == 4);
      JsonNode body = JsonMapper.shared().readTree(deliveries.getLast().body());
      assertThat(body.path("eventType").asString()).isEqualTo("payment.confirmed");
      assertThat(body.path("orderId").asString()).isEqualTo(order);
      assertThat(body.path("paymentId").asString()).isEqualTo(payment);
      assertThat(body.path("status").asString()).isEqualTo("CONFIRMED");
      assertThat(deliveries)
          .extracting(Delivery::eventId)
          .containsOnly(body.path("eventId").asString());
      for (Delivery delivery : deliveries) {
        assertThat(delivery.signature()).isEqualTo(signature(delivery));
      }
    } finally {
      receiver.stop(0);
    }
    assertThat(deliveries).hasSize(4);
  }

  private void failThreeTimes(HttpExchange exchange) throws IOException {
    deliveries.add(
        new Delivery(
            exchange.getRequestHeaders().getFirst("X-FluxPay-Timestamp"),
            exchange.getRequestHeaders().getFirst("X-FluxPay-Signature"),
            exchange.getRequestHeaders().getFirst("X-FluxPay-Event-Id"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    exchange.sendResponseHeaders(deliveries.size() <= 3 ? 500 : 200, -1);
    exchange.close();
  }

  private static String signature(Delivery delivery) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signed = (delivery.timestamp() + "." + delivery.body()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(mac.doFinal(signed));
  }
}
