package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task that fails again and again is tried ever more rarely, and people learn of it. */
class TaskFaultTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int MOST_TURNS = 3;

  /** Shorter than the engine's own limit, at which the second run ends by itself. */
  private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(9);

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
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

  /** A change scheduled the task anew meanwhile, and it was claimed for that at once. */
  @Test
  void aRunThatEndsLateDoesNotEndItsSuccessor() {
    boolean seen = false;
    for (int turn = 0; turn < MOST_TURNS && !seen; turn++) {
      seen = successorOutlivesARunThatEndsLate();
    }
    assertThat(seen).as("the machine stood still too often").isTrue();
  }

  /** False when the machine stood still, so that the runs did not overlap. */
  private boolean successorOutlivesARunThatEndsLate() {
    String payment = shop.captured(shop.order());
    String key = rows.value("SELECT pg_payment_key FROM payments WHERE id = '" + payment + "'");
    shop.failNextLookup(key, "{\"delay\":{\"ms\":2000}}");
    shop.failNextLookup(key, "{\"delay\":{\"ms\":20000}}");
    rows.update("UPDATE payments SET status = 'UNKNOWN' WHERE id = '" + payment + "'");
    rows.update(
        """
        INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at)
        VALUES ('service-a', 'PAYMENT_RECONCILE', '%s', now())
        """
            .formatted(payment));
    engine.runTasks();
    await().atMost(PATIENCE).until(() -> shop.delayedLookups(key) == 1);
    long began = System.nanoTime();
    rows.update(
        """
        UPDATE scheduled_tasks SET owner = NULL, attempts = 0, run_at = now() WHERE ref_id = '%s'
        """
            .formatted(payment));
    engine.runTasks();

    await()
        .atMost(PATIENCE)
        .until(() -> shop.find(payment).path("status").asString().equals("CONFIRMED"));

    boolean overlapping = shop.delayedLookups(key) == 2;
    boolean kept = isKept("SELECT count(*) FROM scheduled_tasks WHERE ref_id = '" + payment + "'");
    if (!overlapping || System.nanoTime() - began > LOOKUP_LIMIT.toNanos()) {
      return false;
    }
    assertThat(kept).as("the task of the run that goes on").isTrue();
    return true;
  }

  private boolean isKept(String counting) {
    try {
      await()
          .during(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(3))
          .until(() -> rows.count(counting) == 1);
      return true;
    } catch (ConditionTimeoutException gone) {
      return false;
    }
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
