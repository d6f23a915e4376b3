package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who tampers with the audit log, even as its owner, is found out. */
class AuditSealTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestEngine engine = TestEngine.shared();
  private final Rows rows = new Rows(engine.database());

  /** A tenant of its own, so that nobody else's rows are in the way. */
  private final String tenant = "t" + UUID.randomUUID().toString().replace("-", "");

  private final Client operator =
      Client.of(engine.address())
          .with("X-Tenant-Id", tenant)
          .with("X-Admin-Token", Subscriber.ADMIN);

  @BeforeEach
  void writeHistory() {
    rows.update("INSERT INTO tenants (tenant_id, name) VALUES ('" + tenant + "', 'Audited')");
    Shop shop = new Shop(engine, tenant);
    shop.captured(shop.order());
    shop.order();
  }

  private void awaitSeals() {
    engine.wake("auditSealJob");
    await()
        .atMost(PATIENCE)
        .until(() -> count("audit_log") > 0 && count("audit_log") == count("audit_seals"));
  }

  private long count(String table) {
    return rows.count("SELECT count(*) FROM " + table + " WHERE tenant_id = '" + tenant + "'");
  }

  private List<String> faults() {
    return verified()
        .path("faults")
        .valueStream()
        .map(fault -> fault.path("auditId") + " " + fault.path("kind").asString())
        .toList();
  }

  private JsonNode verified() {
    Client.Reply reply = operator.post("/api/v1/admin/audit/verify", "");
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.data();
  }

  /** The id of a row in the middle. */
  private String middle() {
    return rows.value(
        """
        SELECT id FROM audit_log WHERE tenant_id = '%s' AND action = 'payment.approved'
        """
            .formatted(tenant));
  }

  @Test
  void everyRowIsSealedAndNothingIsWrongWithIt() {
    awaitSeals();

    JsonNode report = verified();

    assertThat(report.path("checked").asLong()).isEqualTo(count("audit_log"));
    assertThat(report.path("faults")).isEmpty();
    assertThat(report.path("head").path("hash").asString()).hasSize(64);
  }

  @Test
  void aChangedRowIsNamed() {
    awaitSeals();
    String id = middle();

    rows.update("UPDATE audit_log SET actor = 'somebody else' WHERE id = " + id);

    assertThat(faults()).containsExactly(id + " CHANGED");
  }

  @Test
  void aRemovedRowIsNamed() {
    awaitSeals();
    String id = middle();

    rows.update("DELETE FROM audit_log WHERE id = " + id);

    assertThat(faults()).containsExactly(id + " REMOVED");
  }

  @Test
  void aRowThatIsSlippedInIsNamed() {
    awaitSeals();
    String below =
        rows.value("SELECT min(id) - 1 FROM audit_log WHERE tenant_id = '" + tenant + "'");
    awaitSeals();

    rows.update(
        """
        INSERT INTO audit_log OVERRIDING SYSTEM VALUE
        SELECT %s, tenant_id, occurred_at, actor, action, resource_type, resource_id, request_id,
          trace_id, client_ip, before, after
        FROM audit_log WHERE id = %s
        """
            .formatted(below, middle()));

    assertThat(faults()).containsExactly(below + " INSERTED");
  }

  @Test
  void aRowThatIsRemovedTogetherWithItsSealLeavesAGap() {
    awaitSeals();
    String id = middle();
    String next =
        rows.value(
            "SELECT min(audit_id) FROM audit_seals WHERE tenant_id = '%s' AND audit_id > %s"
                .formatted(tenant, id));

    rows.update("DELETE FROM audit_seals WHERE audit_id = " + id);
    rows.update("DELETE FROM audit_log WHERE id = " + id);

    assertThat(faults()).containsExactly(next + " UNCHAINED");
  }

  @Test
  void aRowThatIsCommittedLateIsSealedInItsPlace() throws SQLException {
    awaitSeals();
    long sealed = count("audit_seals");
    try (Connection owner =
            DriverManager.getConnection(
                engine.database().jdbcUrl(),
                engine.database().user(),
                engine.database().password());
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.executeUpdate(
          """
          INSERT INTO audit_log (tenant_id, occurred_at, actor, action, resource_type, resource_id,
            request_id)
          VALUES ('%s', now(), 'a slow one', 'test', 'order', 'x', 'r')
          """
              .formatted(tenant));
      new Shop(engine, tenant).order();
      await()
          .pollDelay(Duration.ofSeconds(3))
          .atMost(PATIENCE)
          .until(() -> count("audit_seals") == sealed);
      owner.commit();
    }

    awaitSeals();

    assertThat(faults()).isEmpty();
  }

  @Test
  void aVerificationThatLastsLongIsNotBegunAgainMeanwhile() throws SQLException {
    try (Connection owner =
            DriverManager.getConnection(
                engine.database().jdbcUrl(),
                engine.database().user(),
                engine.database().password());
        Statement statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("LOCK TABLE audit_seals");
      rows.update(
          """
          INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at)
          VALUES ('%s', 'AUDIT_VERIFY', 'standing', now())
          ON CONFLICT (tenant_id, kind, ref_id) DO UPDATE SET run_at = excluded.run_at
          """
              .formatted(tenant));

      await()
          .atMost(PATIENCE)
          .until(() ->
              rows.count(
                      """
                      SELECT count(*) FROM scheduled_tasks
                      WHERE tenant_id = '%s' AND kind = 'AUDIT_VERIFY' AND owner IS NULL
                        AND run_at > now() + interval '23 hours'
                      """
                          .formatted(tenant))
                  == 1);
      owner.rollback();
    }
  }

  @Test
  void theEngineItselfCannotChangeLogOrSeals() throws SQLException {
    try (Connection app =
            DriverManager.getConnection(
                engine.database().jdbcUrl(), "fluxpay_app", engine.database().password());
        Statement statement = app.createStatement()) {
      statement.execute("SELECT set_config('app.tenant_id', '" + tenant + "', false)");
      for (String sql :
          List.of(
              "UPDATE audit_log SET actor = 'x'",
              "DELETE FROM audit_log",
              "UPDATE audit_seals SET hash = 'x'",
              "DELETE FROM audit_seals")) {
        assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
      }
    }
  }
}
