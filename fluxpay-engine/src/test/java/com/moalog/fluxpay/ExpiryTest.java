package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What waits too long for its customer comes to an end by itself. */
class ExpiryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
  private final Rows rows = new Rows(engine.database());

  /** Lets so much time pass for this payment and its order alone, and has them looked at. */
  private void pass(String order, String payment, String interval) {
    rows.update(
        "UPDATE orders SET created_at = created_at - interval '%s' WHERE id = '%s'"
            .formatted(interval, order));
    pass(payment, interval);
  }

  /** Lets so much time pass for this payment alone: its order does not come to an end first. */
  private void pass(String payment, String interval) {
    rows.update(
        """
        UPDATE payments SET updated_at = updated_at - interval '%1$s',
          approved_at = approved_at - interval '%1$s' WHERE id = '%2$s'
        """
            .formatted(interval, payment));
    look();
  }

  /** Waits for a look that begins from now on. */
  private void look() {
    rows.update(
        """
        UPDATE scheduled_tasks SET run_at = now(), attempts = 0
        WHERE kind IN ('PAYMENT_EXPIRE', 'ORDER_EXPIRE') AND tenant_id = 'service-a'
        """);
    engine.runTasks();
    await()
        .atMost(PATIENCE)
        .until(() ->
            rows.count(
                    """
                    SELECT count(*) FROM scheduled_tasks
                    WHERE kind IN ('PAYMENT_EXPIRE', 'ORDER_EXPIRE') AND tenant_id = 'service-a'
                      AND attempts > 0 AND owner IS NULL
                    """)
                == 2);
  }

  private String status(String payment) {
    return shop.find(payment).path("status").asString();
  }

  private String lastEvent(String aggregate) {
    return rows.value(
        "SELECT event_type FROM outbox_events WHERE aggregate_id = '%s' ORDER BY id DESC LIMIT 1"
            .formatted(aggregate));
  }

  @Test
  void aPaymentThatNobodyApprovesFailsAndItsOrderCanBePaidAnew() {
    String order = shop.order();
    String payment = shop.payment(order);

    pass(order, payment, "29 minutes");
    assertThat(status(payment)).isEqualTo("READY");
    pass(order, payment, "2 minutes");

    await().atMost(PATIENCE).until(() -> status(payment).equals("FAILED"));
    assertThat(shop.find(payment).path("failureCode").asString()).isEqualTo("READY_EXPIRED");
    assertThat(lastEvent(payment)).isEqualTo("payment.failed");
    assertThat(status(shop.captured(order))).isEqualTo("CONFIRMED");
  }

  @Test
  void aCaptureAfterTheApprovalExpiredGoesBack() {
    String order = shop.order();
    String payment = shop.payment(order);
    String key = shop.session(order);
    shop.approve(payment, key);

    pass(payment, "23 hours");
    assertThat(status(payment)).isEqualTo("APPROVED");
    pass(payment, "61 minutes");

    await().atMost(PATIENCE).until(() -> status(payment).equals("FAILED"));
    assertThat(shop.find(payment).path("failureCode").asString()).isEqualTo("APPROVAL_EXPIRED");
    shop.captureBehindTheEngine(key, order);
    String message =
        """
        {"eventType":"PAYMENT_STATUS_CHANGED","createdAt":"%s",
         "data":{"paymentKey":"%s","orderId":"%s","status":"DONE"}}
        """
            .formatted(UUID.randomUUID(), key, order);
    shop.client().with("X-Tenant-Id", null).post("/api/v1/webhooks/toss", message);
    await().atMost(PATIENCE).until(() -> shop.returned(order) == Shop.PRICE);
    assertThat(shop.cancels(order)).isEqualTo(1);
  }

  @Test
  void anOrderThatNobodyPaysIsCancelledWithItsPayment() {
    String order = shop.order();
    String payment = shop.payment(order);

    rows.update("UPDATE payments SET updated_at = now() WHERE id = '" + payment + "'");
    rows.update(
        "UPDATE orders SET created_at = created_at - interval '25 hours' WHERE id = '"
            + order
            + "'");
    look();

    await().atMost(PATIENCE).until(() -> shop.orderStatus(order).equals("CANCELLED"));
    assertThat(status(payment)).isEqualTo("FAILED");
    assertThat(shop.find(payment).path("failureCode").asString()).isEqualTo("VOIDED");
    assertThat(lastEvent(order)).isEqualTo("order.cancelled");
  }

  @Test
  void anOrderWhoseCaptureMayBeUnderWayIsLeftAlone() {
    String order = shop.order();
    String payment = shop.approved(order);
    rows.update("UPDATE payments SET status = 'CONFIRMING' WHERE id = '" + payment + "'");

    pass(order, payment, "26 hours");

    assertThat(shop.orderStatus(order)).isEqualTo("PENDING");
    assertThat(status(payment)).isEqualTo("CONFIRMING");
  }

  @Test
  void aPaidOrderNeverExpires() {
    String order = shop.order();
    String payment = shop.captured(order);

    pass(order, payment, "48 hours");

    assertThat(shop.orderStatus(order)).isEqualTo("PAID");
    assertThat(status(payment)).isEqualTo("CONFIRMED");
  }
}
