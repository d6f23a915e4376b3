package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks, as another tenant, every endpoint for what belongs to a tenant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignTenantTest {

  private static final String STRANGERS = "strangers";
  private static final int PRICE = 7_100;

  /** Each tenant gives its plans the names it likes. */
  private static final Set<String> OWN_NAMES = Set.of("PUT /api/v1/subscription-plans/{planId}");

  private static final Map<String, String> BODIES =
      Map.of(
          "POST /api/v1/payments/{paymentId}/approve",
          "{\"paymentMethod\":\"CARD\",\"paymentKey\":\"foreign\"}",
          "PUT /api/v1/subscriptions/{subscriptionId}/cancel",
          "{\"mode\":\"IMMEDIATE\",\"refundPolicy\":\"NONE\"}",
          "PUT /api/v1/subscriptions/{subscriptionId}/plan",
          "{\"planId\":\"FOREIGN\"}");

  private final TestEngine engine = TestEngine.shared();
  private final Subscriber owner = Subscriber.of(engine);
  private final Shop shop = new Shop(engine, Subscriber.TENANT);
  private final Client stranger =
      owner.client().with("X-Tenant-Id", STRANGERS).with("X-Admin-Token", Subscriber.ADMIN);
  private String order;
  private String payment;
  private String refund;
  private String plan;
  private String card;
  private String subscription;
  private String reservation;
  private String saga;
  private String event;
  private String run;

  @BeforeAll
  void ownOneOfEach() {
    owner
        .rows()
        .update(
            """
            INSERT INTO tenants (tenant_id, name, credit_enabled, subscription_enabled)
            VALUES ('%s', 'Strangers', true, true)
            """
                .formatted(STRANGERS));
    stranger.put("/api/v1/subscription-plans/FOREIGN", planBody());
    order = shop.order();
    payment = shop.captured(order);
    refund = shop.refund(payment, 1).data("refundId");
    plan = owner.plan(PRICE, 0);
    card = owner.card();
    subscription = owner.subscribe(plan, card).data("subscriptionId");
    grant();
    reservation = reserve();
    saga = own("SELECT saga_id FROM saga_instances WHERE tenant_id = '%s' LIMIT 1");
    event = own("SELECT event_id FROM outbox_events WHERE tenant_id = '%s' LIMIT 1");
    run =
        owner
            .client()
            .with("X-Admin-Token", Subscriber.ADMIN)
            .post("/api/v1/admin/reconciliations", "{\"day\":\"2026-01-01\"}")
            .data("runId");
    assertThat(saga).isNotEmpty();
    assertThat(event).isNotEmpty();
    assertThat(run).isNotEmpty();
  }

  private String own(String sql) {
    return owner.rows().value(sql.formatted(Subscriber.TENANT));
  }

  private static String planBody() {
    return "{\"name\":\"A plan\",\"amount\":1,\"currency\":\"KRW\",\"interval\":\"MONTH\"}";
  }

  private void grant() {
    Client.Reply reply =
        owner
            .client()
            .with("X-Admin-Token", Subscriber.ADMIN)
            .keyed()
            .post(
                "/api/v1/credits/charge",
                """
                {"userId":"%1$s","amount":100,"currency":"KRW","source":"GRANT","referenceId":"%1$s"}
                """
                    .formatted(owner.user()));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
  }

  private String reserve() {
    return owner
        .client()
        .keyed()
        .post(
            "/api/v1/credits/reservations",
            "{\"userId\":\"%1$s\",\"amount\":10,\"currency\":\"KRW\",\"referenceId\":\"%1$s\"}"
                .formatted(owner.user()))
        .data("reservationId");
  }

  /** Method and path of every documented endpoint whose path names something. */
  static Stream<String> endpoints() {
    return Client.of(TestEngine.shared().address())
        .get("/api-docs")
        .json()
        .path("paths")
        .propertyStream()
        .filter(path -> path.getKey().contains("{"))
        .flatMap(path ->
            path.getValue()
                .propertyStream()
                .map(method -> method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
        .filter(endpoint -> !OWN_NAMES.contains(endpoint));
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void answersAsIfItDidNotExist(String endpoint) {
    String[] parts = filled(endpoint).split(" ", 2);

    Client.Reply reply =
        stranger.keyed().send(parts[0], parts[1], BODIES.getOrDefault(endpoint, ""));

    boolean isEmptyList = reply.status() == 200 && reply.data().isArray() && reply.data().isEmpty();
    assertThat(isEmptyList ? 404 : reply.status()).as(reply.body()).isEqualTo(404);
    assertThat(reply.code()).isNotEqualTo("SYS_404");
    assertThat(shop.find(payment).path("status").asString()).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(owner.status(subscription)).isEqualTo("ACTIVE");
  }

  private String filled(String endpoint) {
    return endpoint
        .replace("{orderId}", order)
        .replace("{paymentId}", payment)
        .replace("{refundId}", refund)
        .replace("{userId}", owner.user())
        .replace("{reservationId}", reservation)
        .replace("{billingKeyId}", card)
        .replace("{subscriptionId}", subscription)
        .replace("{sagaId}", saga)
        .replace("{eventId}", event)
        .replace("{runId}", run)
        .replaceAll("\\{\\w+}", UUID.randomUUID().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/payments       | {"orderId":"ORDER","amount":9900,"currency":"KRW"}                   | 404 | ORD_001
          /api/v1/refunds        | {"paymentId":"PAYMENT","amount":1,"currency":"KRW"}                  | 404 | PAY_001
          /api/v1/credits/charge | {"userId":"user-1","amount":9900,"currency":"KRW","source":"PAYMENT","paymentId":"PAYMENT"} | 404 | PAY_001
          /api/v1/credits/refund | {"reservationId":"RESERVATION","amount":1,"referenceId":"r","reason":"r"} | 404 | CRD_004
          /api/v1/subscriptions  | {"userId":"u","planId":"PLAN","billingKeyId":"CARD"}                 | 404 | SUB_005
          /api/v1/subscriptions  | {"userId":"u","planId":"FOREIGN","billingKeyId":"CARD"}              | 422 | SUB_007
          """)
  void takesNothingThatABodyNames(String path, String body, int status, String code) {
    String filled =
        body.replace("ORDER", order)
            .replace("PAYMENT\"}", payment + "\"}")
            .replace("\"paymentId\":\"PAYMENT\"", "\"paymentId\":\"" + payment + "\"")
            .replace("RESERVATION", reservation)
            .replace("\"PLAN\"", "\"" + plan + "\"")
            .replace("CARD", card);

    Client.Reply reply = stranger.keyed().post(path, filled);

    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }
}
