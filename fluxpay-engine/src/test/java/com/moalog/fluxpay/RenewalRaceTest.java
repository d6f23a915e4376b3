package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class RenewalRaceTest {

  /** {@code -Drenewals=1000} renews as many as the contract's acceptance check asks for. */
  private static final int RENEWALS = Integer.getInteger("renewals", 20);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PRICE = 8_001;

  @Test
  void threeInstancesBillEachCycleOnce() {
    try (TestEngine engine = TestEngine.start(Map.of())) {
      Map<String, String> variables =
          new HashMap<>(TestEngine.environment(engine.database(), engine.sandbox()));
      variables.put("FLUXPAY_OUTBOX_ENABLED", "false");
      try (ConfigurableApplicationContext second = FluxPayEngine.start(variables);
          ConfigurableApplicationContext third = FluxPayEngine.start(variables)) {
        assertThat(port(second)).isNotEqualTo(port(third));
        List<Subscriber> subscribers = new ArrayList<>();
        List<String> subscriptions = new ArrayList<>();
        for (int i = 0; i < RENEWALS; i++) {
          Subscriber subscriber = Subscriber.of(engine);
          subscribers.add(subscriber);
          subscriptions.add(subscriber.active(PRICE));
        }
        for (int i = 0; i < RENEWALS; i++) {
          subscribers.get(i).passUntilDue(subscriptions.get(i));
        }

        Rows rows = new Rows(engine.database());
        await()
            .atMost(PATIENCE)
            .until(() ->
                rows.count("SELECT count(*) FROM subscription_invoices WHERE status = 'PAID'")
                    == 2L * RENEWALS);
        assertThat(rows.count("SELECT count(*) FROM subscription_invoices"))
            .isEqualTo(2L * RENEWALS);
        for (int i = 0; i < RENEWALS; i++) {
          assertThat(subscribers.get(i).captures(subscriptions.get(i))).isEqualTo(2);
        }
      }
    }
  }

  /** A look that ends after a change must not put off the look which that change asked for. */
  @Test
  void theNextLookIsScheduledWhileTheSubscriptionIsLocked() throws SQLException {
    TestEngine engine = TestEngine.shared();
    Rows rows = new Rows(engine.database());
    Subscriber subscriber = Subscriber.of(engine);
    String subscription = subscriber.active(PRICE);
    String isPutOff =
        "SELECT count(*) FROM scheduled_tasks WHERE run_at > now() + interval '1 day' AND ref_id = '"
            + subscription
            + "'";
    await().atMost(PATIENCE).until(() -> rows.count(isPutOff) == 1);
    rows.update(
        """
        CREATE FUNCTION wait_a_little() RETURNS trigger LANGUAGE plpgsql
          AS 'BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END';
        CREATE TRIGGER wait_a_little BEFORE UPDATE ON scheduled_tasks FOR EACH ROW
          WHEN (NEW.run_at > now() + interval '1 day' AND NEW.ref_id = '%s')
          EXECUTE FUNCTION wait_a_little()
        """
            .formatted(subscription));
    String waitingAndFree =
        """
        SELECT (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711
            AND NOT granted) || ' waiting, ' || (SELECT count(*) FROM (
            SELECT 1 FROM subscriptions WHERE id = '%s' FOR UPDATE SKIP LOCKED) row) || ' free'
        """
            .formatted(subscription);
    try (Connection holder = rows.connect();
        Statement statement = holder.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(4711)");
      subscriber.poke(subscription);

      String seen =
          await()
              .atMost(PATIENCE)
              .until(() -> rows.value(waitingAndFree), now -> now.startsWith("1 waiting"));

      assertThat(seen).isEqualTo("1 waiting, 0 free");
    } finally {
      rows.update("DROP FUNCTION wait_a_little CASCADE");
    }
    await().atMost(PATIENCE).until(() -> rows.count(isPutOff) == 1);
  }

  private static URI port(ConfigurableApplicationContext engine) {
    return URI.create(
        "http://127.0.0.1:" + engine.getEnvironment().getProperty("local.server.port"));
  }
}
