package com.moalog.fluxpay.reconciliation;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.IdSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Runs and their items in PostgreSQL. Thread-safe. */
final class RunStore {

  /** A run whose process died goes on after this long. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final int ERROR_LIMIT = 500;

  private final JsonMapper json;
  private final IdSource ids;

  RunStore(JsonMapper json, IdSource ids) {
    this.json = json;
    this.ids = ids;
  }

  /** The run of that day, asked for once more when it is over. */
  RunView request(TenantTransaction transaction, LocalDate day, Instant now) {
    return transaction
        .sql(
            """
            INSERT INTO reconciliation_runs AS r (id, tenant_id, day, status, requested_at)
            VALUES (:id, :tenant, :day, 'REQUESTED', :now)
            ON CONFLICT (tenant_id, day) DO UPDATE SET requested_at = excluded.requested_at,
              status = CASE WHEN r.status = 'RUNNING' THEN r.status ELSE 'REQUESTED' END
            RETURNING *, '[]' AS items
            """)
        .param("id", ids.next())
        .param("tenant", transaction.tenant())
        .param("day", day)
        .param("now", utc(now))
        .query(RunStore::view)
        .single();
  }

  boolean exists(TenantTransaction transaction, LocalDate day) {
    return transaction
        .sql("SELECT count(*) FROM reconciliation_runs WHERE tenant_id = :tenant AND day = :day")
        .param("tenant", transaction.tenant())
        .param("day", day)
        .query((row, _) -> row.getLong(1) > 0)
        .single();
  }

  Optional<RunView> find(TenantTransaction transaction, UUID id) {
    return transaction
        .sql(
            """
            SELECT r.*, COALESCE((
                SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', i.kind,
                    'subject', i.subject, 'paymentId', i.payment_id, 'refundId', i.refund_id,
                    'pspPaymentKey', i.psp_payment_key, 'local', i.local, 'psp', i.psp,
                    'resolution', i.resolution, 'foundAt', i.found_at,
                    'resolvedAt', i.resolved_at)) ORDER BY i.kind, i.subject)
                FROM (SELECT * FROM reconciliation_items WHERE run_id = r.id
                  ORDER BY resolved_at NULLS FIRST, found_at LIMIT :limit) i), '[]')::text AS items
            FROM reconciliation_runs r WHERE r.tenant_id = :tenant AND r.id = :id
            """)
        .param("tenant", transaction.tenant())
        .param("id", id)
        .param("limit", RunView.ITEM_LIMIT)
        .query(RunStore::view)
        .optional();
  }

  /** A run that this owner works on. */
  record Claim(UUID id, UUID owner, LocalDate day) {}

  /** Takes a run that nobody works on; of many that try at once, one gets it. */
  Optional<Claim> claim(TenantTransaction transaction, LocalDate day) {
    UUID owner = ids.next();
    return transaction
        .sql(
            """
            UPDATE reconciliation_runs SET status = 'RUNNING', owner = :owner,
              started_at = clock_timestamp(), error_message = NULL,
              locked_until = clock_timestamp() + :lease * interval '1 second'
            WHERE tenant_id = :tenant AND day = :day AND (status IN ('REQUESTED', 'FAILED')
              OR (status = 'RUNNING' AND locked_until < clock_timestamp()))
            RETURNING id
            """)
        .param("owner", owner)
        .param("lease", LEASE.toSeconds())
        .param("tenant", transaction.tenant())
        .param("day", day)
        .query((row, _) -> new Claim(row.getObject("id", UUID.class), owner, day))
        .optional();
  }

  boolean isOver(TenantTransaction transaction, LocalDate day) {
    return transaction
        .sql(
            """
            SELECT count(*) FROM reconciliation_runs
            WHERE tenant_id = :tenant AND day = :day AND status <> 'DONE'
            """)
        .param("tenant", transaction.tenant())
        .param("day", day)
        .query((row, _) -> row.getLong(1) == 0)
        .single();
  }

  /** When this pass over the day began. */
  Instant startOf(TenantTransaction transaction, Claim claim) {
    return transaction
        .sql("SELECT started_at FROM reconciliation_runs WHERE tenant_id = :tenant AND id = :id")
        .param("tenant", transaction.tenant())
        .param("id", claim.id())
        .query((row, _) -> row.getObject("started_at", OffsetDateTime.class).toInstant())
        .single();
  }

  /** Keeps the run; false when somebody else has taken it over. */
  boolean renew(TenantTransaction transaction, Claim claim) {
    return transaction
            .sql(
                """
                UPDATE reconciliation_runs
                SET locked_until = clock_timestamp() + :lease * interval '1 second'
                WHERE tenant_id = :tenant AND id = :id AND owner = :owner AND status = 'RUNNING'
                """)
            .param("lease", LEASE.toSeconds())
            .param("tenant", transaction.tenant())
            .param("id", claim.id())
            .param("owner", claim.owner())
            .update()
        == 1;
  }

  void end(
      TenantTransaction transaction,
      Claim claim,
      Map<String, DayBook.Totals> totals,
      Optional<String> fault) {
    transaction
        .sql(
            """
            UPDATE reconciliation_runs SET status = :status, error_message = :fault,
              totals = CAST(:totals AS jsonb), finished_at = clock_timestamp(), locked_until = NULL
            WHERE tenant_id = :tenant AND id = :id AND owner = :owner
            """)
        .param("status", fault.isPresent() ? "FAILED" : "DONE")
        .param("fault", fault.map(RunStore::cut).orElse(null))
        .param("totals", json.writeValueAsString(totals))
        .param("tenant", transaction.tenant())
        .param("id", claim.id())
        .param("owner", claim.owner())
        .update();
  }

  /** Writes a difference down; one that was found before is open again. */
  void found(TenantTransaction transaction, Claim claim, Difference difference) {
    transaction
        .sql(
            """
            INSERT INTO reconciliation_items (id, tenant_id, run_id, kind, subject, payment_id,
              refund_id, psp_payment_key, local, psp, found_at)
            VALUES (:id, :tenant, :run, :kind, :subject, :payment, :refund, :key,
              CAST(:local AS jsonb), CAST(:psp AS jsonb), clock_timestamp())
            ON CONFLICT (run_id, kind, subject) WHERE run_id IS NOT NULL DO UPDATE
              SET local = excluded.local, psp = excluded.psp, found_at = excluded.found_at,
                resolution = NULL, resolved_at = NULL
            """)
        .param("id", ids.next())
        .param("tenant", transaction.tenant())
        .param("run", claim.id())
        .param("kind", difference.kind().name())
        .param("subject", difference.subject())
        .param(
            "payment",
            difference.concerned().payment() == null
                ? null
                : difference.concerned().payment().value())
        .param("refund", difference.concerned().refund())
        .param("key", difference.concerned().paymentKey())
        .param("local", json.writeValueAsString(difference.local()))
        .param("psp", json.writeValueAsString(difference.provider()))
        .update();
  }

  /** What an earlier pass over the day found and this one did not is gone. */
  void resolveGone(TenantTransaction transaction, Claim claim) {
    transaction
        .sql(
            """
            UPDATE reconciliation_items i SET resolution = 'GONE', resolved_at = clock_timestamp()
            FROM reconciliation_runs r
            WHERE i.tenant_id = :tenant AND i.run_id = :run AND r.id = i.run_id
              AND i.resolved_at IS NULL AND i.found_at < r.started_at
            """)
        .param("tenant", transaction.tenant())
        .param("run", claim.id())
        .update();
  }

  /** The provider's record settled what was not agreed on. */
  void resolveSettled(TenantTransaction transaction, Claim claim, UUID payment) {
    transaction
        .sql(
            """
            UPDATE reconciliation_items
            SET resolution = 'SETTLED', resolved_at = clock_timestamp()
            WHERE tenant_id = :tenant AND run_id = :run AND payment_id = :payment
              AND kind = 'STATUS_MISMATCH' AND resolved_at IS NULL
            """)
        .param("tenant", transaction.tenant())
        .param("run", claim.id())
        .param("payment", payment)
        .update();
  }

  private static String cut(String cause) {
    return cause.substring(0, Math.min(cause.length(), ERROR_LIMIT));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static RunView view(ResultSet row, int number) throws SQLException {
    return new RunView(
        row.getObject("id", UUID.class),
        row.getObject("day", LocalDate.class),
        row.getString("status"),
        row.getString("totals"),
        row.getString("items"),
        row.getString("error_message"),
        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
        instant(row, "started_at"),
        instant(row, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
