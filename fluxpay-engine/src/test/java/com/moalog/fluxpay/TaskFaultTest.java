package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.Standstill;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

  @Test
  void aRunThatEndsLateDoesNotEndItsSuccessor() throws Exception {
    Standstill.excuse(this::endLate);
  }

  /** A change scheduled the task anew meanwhile, and it was claimed for that at once. */
  private void endLate() throws IOException {
    String tenant = "t" + UUID.randomUUID().toString().replace("-", "");
    rows.update("INSERT INTO tenants (tenant_id, name) VALUES ('" + tenant + "', 'Late')");
    Shop shop = new Shop(engine, tenant);
    String task = "WHERE kind = 'WEBHOOK_DELIVER' AND tenant_id = '" + tenant + "'";
    String tasks = "SELECT count(*) FROM scheduled_tasks " + task;
    List<CountDownLatch> ends = List.of(new CountDownLatch(1), new CountDownLatch(1));
    try (Receiver receiver = new Receiver((_, run) -> ended(ends.get(Math.min(run, 2) - 1)))) {
      shop.client()
          .with("X-Admin-Token", Subscriber.ADMIN)
          .put("/api/v1/webhooks/config", "{\"url\":\"" + receiver.url() + "\"}");
      shop.captured(shop.order());
      await().atMost(PATIENCE).until(() -> receiver.deliveries().size() == 1);
      rows.update("UPDATE scheduled_tasks SET owner = NULL, attempts = 0, run_at = now() " + task);
      engine.runTasks();
      await().atMost(PATIENCE).until(() -> receiver.deliveries().size() == 2);

      ends.getFirst().countDown();

      String delivered =
          "SELECT count(*) FROM webhooks WHERE status = 'DELIVERED' AND tenant_id = '"
              + tenant
              + "'";
      await().atMost(PATIENCE).until(() -> rows.count(delivered) == 1);
      await()
          .during(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(3))
          .until(() -> rows.count(tasks) == 1);
      ends.getLast().countDown();
      await().atMost(PATIENCE).until(() -> rows.count(tasks) == 0);
    } finally {
      ends.forEach(CountDownLatch::countDown);
    }
  }

  private static int ended(CountDownLatch end) {
    try {
      return end.await(PATIENCE.toSeconds(), TimeUnit.SECONDS) ? 200 : 500;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 500;
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
