package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refunds, credit and subscriptions answer whatever they are sent with a documented refusal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzedRequestTest {

  private static final int BODIES = 120;
  private static final int PRICE = 7_200;

  private static final Set<Integer> DOCUMENTED = Set.of(200, 201, 202, 400, 403, 404, 409, 422);

  private final TestEngine engine = TestEngine.shared();
  private final Subscriber subscriber = Subscriber.of(engine);
  private final Shop shop = new Shop(engine, Subscriber.TENANT);
  private final Client client = subscriber.client().with("X-Admin-Token", Subscriber.ADMIN);
  private String payment;
  private String subscription;

  @BeforeAll
  void haveSomethingToFuzz() {
    payment = shop.captured(shop.order());
    subscription = subscriber.active(PRICE);
  }

  private static String refund(String payment, String amount, String currency) {
    return "{\"paymentId\":\"%s\",\"amount\":%s,\"currency\":\"%s\",\"reason\":\"r\"}"
        .formatted(payment, amount, currency);
  }

  private static String grant(String amount, String currency) {
    return "{\"userId\":\"u\",\"amount\":%s,\"currency\":\"%s\",\"source\":\"GRANT\",\"referenceId\":\"%s\"}"
        .formatted(amount, currency, UUID.randomUUID());
  }

  private static String reservation(String amount, String currency) {
    return "{\"userId\":\"u\",\"amount\":%s,\"currency\":\"%s\",\"referenceId\":\"%s\"}"
        .formatted(amount, currency, UUID.randomUUID());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "-0",
        "100.5",
        "1e400",
        "1e16",
        "1E-30",
        "1000000000000000",
        "\"9900\"",
        "null",
        "true",
        "[]",
        "{}",
        "99999999999999999999999999999999999999",
        "0.0000000000000000001"
      })
  void refusesAmountsAtAndBeyondTheLimits(String amount) {
    requireRefusal(client.keyed().post("/api/v1/refunds", refund(payment, amount, "KRW")));
    requireRefusal(client.keyed().post("/api/v1/credits/charge", grant(amount, "KRW")));
    requireRefusal(client.keyed().post("/api/v1/credits/reservations", reservation(amount, "KRW")));
    requireRefusal(
        client.put(
            "/api/v1/subscription-plans/FUZZED",
            "{\"name\":\"A plan\",\"amount\":%s,\"currency\":\"KRW\",\"interval\":\"MONTH\"}"
                .formatted(amount)));
  }

  private static void requireRefusal(Client.Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("VAL_001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"XXX", "krw", "", "KRWW", "₩"})
  void refusesUnknownCurrencies(String currency) {
    requireRefusal(client.keyed().post("/api/v1/refunds", refund(payment, "1", currency)));
    requireRefusal(client.keyed().post("/api/v1/credits/charge", grant("1", currency)));
    requireRefusal(client.keyed().post("/api/v1/credits/reservations", reservation("1", currency)));
  }

  @ParameterizedTest
  @CsvSource({"999999999999999, KRW", "999999999999999.99, USD", "0.01, EUR", "1.0, JPY"})
  void takesTheLargestAndTheSmallestAmounts(String amount, String currency) {
    Client.Reply reply =
        client
            .keyed()
            .post(
                "/api/v1/credits/charge",
                grant(amount, currency).replace("\"u\"", "\"" + UUID.randomUUID() + "\""));

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/v1/refunds",
        "POST /api/v1/credits/charge",
        "POST /api/v1/credits/reservations",
        "POST /api/v1/credits/refund",
        "POST /api/v1/subscriptions",
        "PUT /api/v1/subscriptions/SUBSCRIPTION/plan",
        "PUT /api/v1/subscriptions/SUBSCRIPTION/cancel",
        "PUT /api/v1/subscription-plans/FUZZED",
        "POST /api/v1/webhooks/retry"
      })
  void neverFailsOnABodyThatNobodyThoughtOf(String endpoint) {
    String[] parts = endpoint.replace("SUBSCRIPTION", subscription).split(" ", 2);
    Random random = new Random(endpoint.hashCode());
    String body =
        """
        {"paymentId":"%s","amount":1,"currency":"KRW","reason":"r","userId":"u","source":"GRANT",
         "referenceId":"f","reservationId":"rsv_x","planId":"P","mode":"LATER","name":"n",
         "interval":"MONTH","trialDays":1,"webhookIds":["w"],"billingKeyId":"b","ttlSeconds":9}
        """
            .formatted(payment);
    for (int i = 0; i < BODIES; i++) {
      String mangled = Mangling.of(body, random);

      Client.Reply reply = client.keyed().send(parts[0], parts[1], mangled);

      assertThat(DOCUMENTED).as("%s with %s", reply.body(), mangled).contains(reply.status());
      assertThat(reply.json().path("success").asBoolean()).isEqualTo(reply.status() < 400);
    }
  }
}
