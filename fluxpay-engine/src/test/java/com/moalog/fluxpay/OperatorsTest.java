package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators see and do: events that were refused, and all that happened to a resource. */
class OperatorsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String OUTBOX = "/api/v1/admin/outbox";

  private final TestEngine engine = TestEngine.shared();
  private final Rows rows = new Rows(engine.database());
  private final Shop shop = new Shop(engine);
  private final Client operator = shop.client().with("X-Admin-Token", Subscriber.ADMIN);
  private final String aggregate = UUID.randomUUID().toString();

  /** An event of the test's own aggregate; its payload has so many characters. */
  private String event(int sequence, int size) {
    String id = UUID.randomUUID().toString();
    rows.update(
        """
        INSERT INTO outbox_events (tenant_id, event_id, aggregate_type, aggregate_id, aggregate_seq,
          shard, event_type, topic, partition_key, payload, next_attempt_at, created_at)
        VALUES ('service-a', '%1$s', 'order', '%2$s', %3$d, 3, 'order.created',
          'fluxpay.order.events', 'service-a:%2$s', '"' || repeat('x', %4$d) || '"', now(), now())
        """
            .formatted(id, aggregate, sequence, size));
    return id;
  }

  private String status(String event) {
    return rows.value("SELECT status FROM outbox_events WHERE event_id = '" + event + "'");
  }

  private void awaitStatus(String event, String status) {
    await().atMost(PATIENCE).until(() -> status(event).equals(status));
  }

  private JsonNode listed(String event, String status) {
    return operator
        .get(OUTBOX + "?limit=500&status=" + status)
        .data()
        .valueStream()
        .filter(one -> one.path("eventId").asString().equals(event))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRefusedEventIsVisibleAndHoldsItsKeyUntilItIsSentAgain() {
    String refused = event(1, 2_000_000);
    String behind = event(2, 10);

    awaitStatus(refused, "FAILED");

    assertThat(listed(refused, "FAILED").path("errorMessage").asString())
        .contains("RecordTooLarge");
    assertThat(listed(behind, "PENDING").path("sequence").asInt()).isEqualTo(2);
    rows.update("UPDATE outbox_events SET payload = '\"y\"' WHERE event_id = '" + refused + "'");
    Client.Reply reply = operator.post(OUTBOX + "/" + refused + "/requeue", "");
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    awaitStatus(behind, "PUBLISHED");
    assertThat(status(refused)).isEqualTo("PUBLISHED");
    assertThat(operator.post(OUTBOX + "/" + refused + "/requeue", "").code()).isEqualTo("ADM_002");
  }

  @Test
  void anEventThatCanNeverBeSentIsSkippedAndItsKeyGoesOn() {
    String refused = event(1, 2_000_000);
    String behind = event(2, 10);
    awaitStatus(refused, "FAILED");

    assertThat(operator.post(OUTBOX + "/" + refused + "/skip", "").data("status"))
        .isEqualTo("SKIPPED");

    awaitStatus(behind, "PUBLISHED");
    assertThat(operator.get("/api/v1/admin/audit?resourceId=" + aggregate).data())
        .extracting(entry -> entry.path("action").asString())
        .contains("outbox.skip");
  }

  @Test
  void nobodyElseSeesOrMovesEvents() {
    String event = event(1, 10);
    Client stranger = operator.with("X-Tenant-Id", "moalog");

    assertThat(shop.client().get(OUTBOX).code()).isEqualTo("ATH_001");
    assertThat(stranger.get(OUTBOX + "?limit=500").data())
        .noneMatch(one -> one.path("eventId").asString().equals(event));
    assertThat(stranger.post(OUTBOX + "/" + event + "/requeue", "").code()).isEqualTo("ADM_001");
    assertThat(operator.get(OUTBOX + "?status=LOST").code()).isEqualTo("VAL_001");
  }

  @Test
  void oneIdLeadsToEverythingThatHappenedToAPayment() {
    String payment = shop.captured(shop.order());
    shop.refund(payment, 1000);

    JsonNode timeline = operator.get("/api/v1/admin/audit?limit=500&resourceId=" + payment).data();

    assertThat(timeline)
        .extracting(entry -> entry.path("action").asString())
        .contains(
            "payment.ready",
            "provider.confirm",
            "payment.confirmed",
            "payment.refunded",
            "provider.cancel",
            "refund.completed");
    assertThat(timeline)
        .filteredOn(entry -> entry.path("action").asString().equals("provider.confirm"))
        .singleElement()
        .satisfies(
            call -> assertThat(call.path("details").path("pspTraceId").asString()).isNotEmpty());
    assertThat(timeline)
        .filteredOn(entry -> entry.path("source").asString().equals("AUDIT"))
        .allSatisfy(entry -> assertThat(entry.path("details").has("requestId")).isTrue());
    assertThat(
            operator
                .with("X-Tenant-Id", "moalog")
                .get("/api/v1/admin/audit?resourceId=" + payment)
                .data())
        .isEmpty();
  }

  @Test
  void aLongTimelineIsReadPageByPage() {
    String payment = shop.captured(shop.order());
    String path = "/api/v1/admin/audit?resourceId=" + payment;
    int all = operator.get(path + "&limit=500").data().size();

    Client.Reply first = operator.get(path + "&limit=3");
    String cursor = first.json().path("metadata").path("nextCursor").asString();
    Client.Reply rest = operator.get(path + "&limit=500&cursor=" + cursor);

    assertThat(first.data()).hasSize(3);
    assertThat(rest.data()).hasSize(all - 3);
  }
}
