package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

  private static final int FUZZED_BODIES = 400;

  private final Shop shop = new Shop(TestEngine.shared());
  private final Client client = shop.client();

  @ParameterizedTest
  @CsvSource({
    "GET, /nowhere, 404, SYS_404",
    "GET, /api/v1/nowhere, 404, SYS_404",
    "DELETE, /api/v1/orders, 405, SYS_405",
    "GET, /api/v1/orders, 400, VAL_001",
    "GET, /api/v1/orders/not-a-uuid, 400, VAL_001",
    "GET, /api/v1/payments, 400, VAL_001",
    "GET, /api/v1/payments?orderId=x, 400, VAL_001",
    "GET, /api/v1/orders?userId=%00, 400, VAL_001",
    "GET, /api/v1/orders/0197f000-0000-7000-8000-000000000000, 404, ORD_001",
    "GET, /api/v1/payments/0197f000-0000-7000-8000-000000000000, 404, PAY_001",
  })
  void answersWithTheEnvelope(String method, String path, int status, String code) {
    Client.Reply reply = client.send(method, path, "");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.json().path("success").asBoolean(true)).isFalse();
    assertThat(reply.json().path("metadata").path("traceId").asString()).hasSize(32);
    assertThat(reply.header("X-Request-Id")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "\"text\"",
        "{\"a\":1,\"a\":2}",
        "{\"userId\":\"\\u0000\"}",
        "{}x",
        "{\"userId\":\"\\ud800\"}",
        "{\"metadata\":{\"n\":1e99999}}"
      })
  void refusesWhatIsNotAStorableObject(String body) {
    Client.Reply reply = client.keyed().post("/api/v1/orders", body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("VAL_001");
  }

  @Test
  void namesEveryFaultyFieldAtOnce() {
    Client.Reply reply =
        client
            .keyed()
            .post(
                "/api/v1/orders",
                """
                {"userId":" ","currency":"KRW","lineItems":[
                  {"productId":"p","productName":"n","quantity":0,"unitPrice":100.5}]}
                """);

    assertThat(reply.json().path("error").path("fieldErrors").findValuesAsString("field"))
        .containsExactlyInAnyOrder("userId", "lineItems[0].quantity", "lineItems[0].unitPrice");
  }

  @Test
  void storesAnAmountWithoutItsInsignificantDecimals() {
    Client.Reply reply =
        client.keyed().post("/api/v1/orders", Shop.orderBody("u").replace("9900", "100.0"));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.data().path("totalAmount").toString()).isEqualTo("100");
  }

  @Test
  void refusesAnotherMediaTypeAndATooLargeBody() {
    Client.Reply text =
        client
            .keyed()
            .with("Content-Type", "text/plain")
            .post("/api/v1/orders", Shop.orderBody("u"));
    Client.Reply large = client.keyed().post("/api/v1/orders", " ".repeat(256 * 1024 + 1));

    assertThat(text.status()).isEqualTo(415);
    assertThat(text.code()).isEqualTo("VAL_001");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.code()).isEqualTo("VAL_001");
  }

  @Test
  void refusesAPaymentThatDoesNotFitItsOrder() {
    String order = shop.order();
    String other = Shop.paymentBody(order).replace("9900", "1");

    assertThat(client.keyed().post("/api/v1/payments", other).code()).isEqualTo("PAY_002");
    shop.payment(order);
    assertThat(client.keyed().post("/api/v1/payments", Shop.paymentBody(order)).code())
        .isEqualTo("PAY_003");
    client.keyed().put("/api/v1/orders/" + order + "/cancel", "");
    assertThat(shop.orderStatus(order)).isEqualTo("CANCELLED");
    assertThat(client.keyed().post("/api/v1/payments", Shop.paymentBody(order)).code())
        .isEqualTo("ORD_002");
  }

  @Test
  void refusesATenantThatIsMissingOrUnknown() {
    assertThat(client.with("X-Tenant-Id", null).get("/api/v1/orders?userId=u").code())
        .isEqualTo("TNT_001");
    assertThat(client.with("X-Tenant-Id", "nobody").get("/api/v1/orders?userId=u").code())
        .isEqualTo("TNT_002");
    assertThat(client.with("X-Tenant-Id", null).get("/api/v1/health").status()).isEqualTo(200);
  }

  @Test
  void neverFailsOnABodyThatNobodyThoughtOf() {
    Random random = new Random(20260301);
    String order = Shop.orderBody("user-1");
    String payment = Shop.paymentBody(UUID.randomUUID().toString());
    for (int i = 0; i < FUZZED_BODIES; i++) {
      String path = i % 2 == 0 ? "/api/v1/orders" : "/api/v1/payments";
      String body = Mangling.of(i % 2 == 0 ? order : payment, random);

      Client.Reply reply = client.keyed().post(path, body);

      assertThat(reply.status()).as("%s with %s", reply.body(), body).isBetween(200, 499);
      if (reply.status() >= 400) {
        assertThat(reply.code()).as(body).isNotEmpty();
      }
    }
  }
}
