package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which sagas operators are told of. */
class StuckSagaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aSagaThatWaitsForItsCustomerIsNotStuck() {
    try (TestEngine alone = TestEngine.start(Map.of())) {
      new Rows(alone.database())
          .update(
              """
              INSERT INTO saga_instances (tenant_id, saga_id, saga_type, correlation_id, status,
                deadline_at, started_at, updated_at)
              SELECT 'moalog', 'saga_' || n, type, 'test:' || n, status, now() - late, now(), now()
              FROM (VALUES (1, 'PAYMENT_SAGA', 'PROCESSING', interval '1 day'),
                (2, 'SUBSCRIPTION_RENEWAL_SAGA', 'PROCESSING', interval '1 day'),
                (3, 'REFUND_SAGA', 'PROCESSING', interval '9 minutes'),
                (4, 'REFUND_SAGA', 'PROCESSING', interval '11 minutes'),
                (5, 'PAYMENT_SAGA', 'COMPENSATING', interval '9 minutes'),
                (6, 'PAYMENT_SAGA', 'COMPENSATING', interval '11 minutes'),
                (7, 'PAYMENT_SAGA', 'FAILED', interval '0')) AS saga (n, type, status, late)
              """);
      alone.countQueues();
      Client scraper = Client.of(alone.address());

      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(scraper.get("/actuator/prometheus").body())
                  .containsPattern("fluxpay_saga_stuck(\\{[^}]*})? 3"));
    }
  }
}
