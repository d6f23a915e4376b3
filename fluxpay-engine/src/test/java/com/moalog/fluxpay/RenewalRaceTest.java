package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
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

  private static URI port(ConfigurableApplicationContext engine) {
    return URI.create(
        "http://127.0.0.1:" + engine.getEnvironment().getProperty("local.server.port"));
  }
}
