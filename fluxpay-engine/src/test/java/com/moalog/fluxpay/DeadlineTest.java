package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Calls whose caller waits five seconds, on a database that takes its time. */
class DeadlineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
  private final Rows rows = new Rows(engine.database());

  /** Stores rows of a table that meet a condition slowly, though within a statement's limit. */
  private static final String SLOW =
      """
      CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(4.0); RETURN NEW; END $$;
      CREATE TRIGGER %1$s BEFORE INSERT ON %2$s FOR EACH ROW
        WHEN (%3$s) EXECUTE FUNCTION %1$s()
      """;

  private void slowly(String table, String condition, Runnable work) {
    String name = "slow_" + UUID.randomUUID().toString().replace("-", "");
    rows.update(SLOW.formatted(name, table, condition));
    try {
      work.run();
    } finally {
      rows.update("DROP FUNCTION " + name + "() CASCADE");
    }
  }

  private void assertAnsweredInTimeAndDoneOnce(String path, String body) {
    Client keyed = shop.client().keyed();

    Client.Reply late = keyed.post(path, body);

    assertThat(late.status()).as(late.body()).isEqualTo(503);
    assertThat(late.code()).isEqualTo("SYS_002");
    assertThat(late.header("Retry-After")).isEqualTo("2");
    await().atMost(PATIENCE).until(() -> keyed.post(path, body).status() == 201);
    assertThat(keyed.post(path, body).header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void anOrderThatIsStoredLateIsWhatARepeatGets() {
    String user = "user-" + UUID.randomUUID();

    slowly(
        "orders",
        "NEW.user_id = '" + user + "'",
        () -> assertAnsweredInTimeAndDoneOnce("/api/v1/orders", Shop.orderBody(user)));

    assertThat(rows.count("SELECT count(*) FROM orders WHERE user_id = '" + user + "'"))
        .isEqualTo(1);
  }

  @Test
  void whatGoesOnIsWrittenDownBeforeTheEngineEnds() {
    TestEngine ending = TestEngine.start(Map.of());
    Rows orders = new Rows(ending.database());
    try (ending) {
      orders.update(SLOW.formatted("slow", "orders", "true"));
      Client client = Client.of(ending.address()).keyed();
      assertThat(client.post("/api/v1/orders", Shop.orderBody("u")).code()).isEqualTo("SYS_002");
    }

    assertThat(orders.count("SELECT count(*) FROM orders")).isEqualTo(1);
  }

  @Test
  void aPaymentThatIsStoredLateIsWhatARepeatGets() {
    String order = shop.order();

    slowly(
        "payments",
        "NEW.order_id = '" + order + "'",
        () -> assertAnsweredInTimeAndDoneOnce("/api/v1/payments", Shop.paymentBody(order)));

    assertThat(rows.count("SELECT count(*) FROM payments WHERE order_id = '" + order + "'"))
        .isEqualTo(1);
  }

  @Test
  void aPaymentThatIsReadLateIsNotWaitedFor() {
    String payment = shop.payment(shop.order());
    rows.update(
        """
        CREATE POLICY slow_read ON payments AS RESTRICTIVE FOR SELECT TO fluxpay_app
          USING (id <> '%s' OR pg_sleep(4.0)::text IS NOT NULL)
        """
            .formatted(payment));
    try {
      assertThat(shop.client().get("/api/v1/payments/" + payment).code()).isEqualTo("SYS_002");
    } finally {
      rows.update("DROP POLICY slow_read ON payments");
    }

    assertThat(shop.find(payment).path("status").asString()).isEqualTo("READY");
  }
}
