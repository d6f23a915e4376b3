package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task that fails again and again is tried ever more rarely, and people learn of it. */
class TaskFaultTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestEngine engine = TestEngine.shared();
  private final Rows rows = new Rows(engine.database());

  /** No id of a subscription, so every run of the task fails. */
  private final String reference = "none-" + UUID.randomUUID();

  @AfterEach
  void forgetTheTask() {
    rows.update("DELETE FROM scheduled_tasks WHERE ref_id = '" + reference + "'");
  }

  private String task(String column) {
    return rows.value(
        "SELECT " + column + " FROM scheduled_tasks WHERE ref_id = '" + reference + "'");
  }

  @ParameterizedTest
  @CsvSource({"3, 40, 0", "9, 2560, 1", "40, 3600, 1"})
  void waitsLongerAfterEachFault(int before, int seconds, int failing) {
    rows.update(
        """
        INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at, faults)
        VALUES ('moalog', 'SUBSCRIPTION_CYCLE', '%s', now(), %d)
        """
            .formatted(reference, before));

    await().atMost(PATIENCE).until(() -> Integer.parseInt(task("faults")) == before + 1);

    assertThat(task("last_error")).startsWith("fault: java.lang.IllegalArgumentException");
    assertThat(Integer.parseInt(task("extract(epoch FROM run_at - now())::int")))
        .isBetween(seconds / 2, seconds);
    engine.countQueues();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(Client.of(engine.address()).get("/actuator/prometheus").body())
                .containsPattern(
                    "fluxpay_tasks_failing\\{[^}]*kind=\"SUBSCRIPTION_CYCLE\"[^}]*} " + failing));
  }
}
