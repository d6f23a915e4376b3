package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Old rows are forgotten by one instance at a time, past those that somebody holds. */
class CleanUpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String EVENTS =
      "SELECT count(*) FROM outbox_events WHERE event_id LIKE 'old-%'";
  private static final String SAGAS = "SELECT count(*) FROM saga_instances";

  /** Lets nobody delete for whom the condition does not hold. */
  private static final String GUARD =
      """
      CREATE OR REPLACE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF %s THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION 'not now';
      END $$
      """;

  private static final String ALONE =
      """
      EXISTS (SELECT FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid())
      """;

  private static final String GUARDED =
      """
      CREATE TRIGGER guarded BEFORE DELETE ON outbox_events
        FOR EACH ROW EXECUTE FUNCTION guard();
      CREATE TRIGGER guarded BEFORE DELETE ON saga_instances
        FOR EACH ROW EXECUTE FUNCTION guard()
      """;

  private static final String OLD =
      """
      INSERT INTO outbox_events (tenant_id, event_id, aggregate_type, aggregate_id, aggregate_seq,
        shard, event_type, topic, partition_key, payload, status, next_attempt_at, created_at)
      SELECT 'service-a', 'old-' || n, 'order', 'o', n, 3, 'order.created', 'fluxpay.order.events',
        'service-a:o', '{}', 'PUBLISHED', now(), now() - interval '8 days'
      FROM generate_series(1, 3) AS n;
      INSERT INTO saga_instances (tenant_id, saga_id, saga_type, correlation_id, status,
        deadline_at, started_at, updated_at, completed_at)
      SELECT 'service-a', 'saga_' || n, 'REFUND_SAGA', 'test:' || n, 'COMPLETED', now(),
        now() - interval '31 days', now(), now() - interval '31 days'
      FROM generate_series(1, 3) AS n
      """;

  private static final String OLD_OF_ANOTHER_TENANT =
      """
      INSERT INTO tenants (tenant_id, name) VALUES ('service-b', 'Service B');
      INSERT INTO saga_instances (tenant_id, saga_id, saga_type, correlation_id, status,
        deadline_at, started_at, updated_at, completed_at)
      SELECT 'service-b', 'saga_b' || n, 'REFUND_SAGA', 'test:' || n, 'COMPLETED', now(),
        now() - interval '31 days', now(), now() - interval '31 days'
      FROM generate_series(1, 3) AS n
      """;

  private static final Map<String, String> EVERY_SECOND =
      Map.of(
          "FLUXPAY_OUTBOX_CLEANUP_CRON", "* * * * * *",
          "FLUXPAY_SAGA_CLEANUP_CRON", "* * * * * *");

  /** Another instance is at the first tenant's sagas, and has not come to the second's. */
  @Test
  void forgetsTheSagasOfATenantWhileAnotherInstanceIsAtAnotherTenant() throws SQLException {
    try (TestEngine engine = TestEngine.start(EVERY_SECOND)) {
      Rows rows = new Rows(engine.database());
      try (Connection other =
              DriverManager.getConnection(
                  engine.database().jdbcUrl(),
                  engine.database().user(),
                  engine.database().password());
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('finished-sagas:service-a', 0))");
        rows.update(OLD);
        rows.update(OLD_OF_ANOTHER_TENANT);

        await().atMost(PATIENCE).until(() -> rows.count(SAGAS) == 3);
        assertThat(rows.count(SAGAS + " WHERE tenant_id = 'service-a'")).isEqualTo(3);
      }
      await().atMost(PATIENCE).until(() -> rows.count(SAGAS) == 0);
    }
  }

  @Test
  void forgetsAloneAndPassesByWhatIsHeld() throws SQLException {
    try (TestEngine engine = TestEngine.start(EVERY_SECOND)) {
      Rows rows = new Rows(engine.database());
      rows.update(GUARD.formatted("false"));
      rows.update(GUARDED);
      rows.update(OLD);
      try (Connection holder =
              DriverManager.getConnection(
                  engine.database().jdbcUrl(),
                  engine.database().user(),
                  engine.database().password());
          Statement statement = holder.createStatement()) {
        holder.setAutoCommit(false);
        statement.execute("SELECT 1 FROM outbox_events WHERE event_id = 'old-2' FOR UPDATE");
        statement.execute("SELECT 1 FROM saga_instances WHERE saga_id = 'saga_2' FOR UPDATE");
        rows.update(GUARD.formatted(ALONE));

        await().atMost(PATIENCE).until(() -> rows.count(EVENTS) == 1 && rows.count(SAGAS) == 1);
      }
      await().atMost(PATIENCE).until(() -> rows.count(EVENTS) == 0 && rows.count(SAGAS) == 0);
    }
  }
}
