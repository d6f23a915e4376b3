package com.moalog.fluxpay.saga;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.saga.model.SagaStatus;
import com.moalog.fluxpay.saga.model.SagaType;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What operators see of sagas, and do with those that need them. Thread-safe. */
final class SagaDesk {

  private final TenantTransactions transactions;
  private final Audit audit;
  private final Tasks tasks;
  private final InstantSource clock;

  SagaDesk(TenantTransactions transactions, Audit audit, Tasks tasks, InstantSource clock) {
    this.transactions = transactions;
    this.audit = audit;
    this.tasks = tasks;
    this.clock = clock;
  }

  /** Which sagas are asked for. */
  record Query(Optional<SagaStatus> status, Optional<SagaType> type) {}

  /** The sagas of a page, newest first, and perhaps one more. */
  List<SagaView> list(Caller caller, Query query, Page page) {
    return transactions.call(
        caller,
        transaction ->
            transaction
                .sql(
                    """
                    SELECT i.*, NULL AS steps FROM saga_instances i
                    WHERE tenant_id = :tenant AND id < :before
                      AND status = COALESCE(CAST(:status AS varchar), status)
                      AND saga_type = COALESCE(CAST(:type AS varchar), saga_type)
                    ORDER BY id DESC LIMIT :rows
                    """)
                .param("tenant", transaction.tenant())
                .param("before", page.before())
                .param("status", query.status().map(SagaStatus::name).orElse(null))
                .param("type", query.type().map(SagaType::name).orElse(null))
                .param("rows", page.rows())
                .query(SagaDesk::view)
                .list());
  }

  Optional<SagaView> find(Caller caller, String sagaId) {
    return transactions.call(caller, transaction -> find(transaction, sagaId));
  }

  private static Optional<SagaView> find(TenantTransaction transaction, String sagaId) {
    return transaction
        .sql(
            """
            SELECT i.*, (
              SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('step', s.step_name,
                  'order', s.step_order, 'status', s.status, 'attempts', s.attempts,
                  'compensationAttempts', s.compensation_attempts, 'executedAt', s.executed_at,
                  'compensatedAt', s.compensated_at, 'errorMessage', s.error_message))
                ORDER BY s.step_order)::text
              FROM saga_steps s WHERE s.saga_id = i.saga_id) AS steps
            FROM saga_instances i WHERE tenant_id = :tenant AND saga_id = :saga
            """)
        .param("tenant", transaction.tenant())
        .param("saga", sagaId)
        .query(SagaDesk::view)
        .optional();
  }

  /**
   * Has a saga that could not be undone undone again.
   *
   * @throws RefusedException with {@code ADM_001} when there is no such saga, {@code ADM_002} when
   *     it needs nobody
   */
  SagaView retry(Caller caller, String sagaId) {
    return transactions.call(
        caller,
        transaction -> {
          SagaView saga =
              find(transaction, sagaId).orElseThrow(() -> RefusedException.of(ErrorCode.ADM_001));
          if (!revived(transaction, sagaId)) {
            throw RefusedException.of(ErrorCode.ADM_002);
          }
          String reference = saga.correlationId().substring(saga.correlationId().indexOf(':') + 1);
          tasks.schedule(transaction, TaskKind.SAGA_RESUME, reference, Duration.ZERO);
          audit.append(
              transaction,
              clock.instant(),
              new Audit.Entry(
                  "saga.retry",
                  "saga",
                  sagaId,
                  Map.of("status", SagaStatus.FAILED),
                  Map.of("status", SagaStatus.COMPENSATING)));
          return find(transaction, sagaId).orElseThrow();
        });
  }

  private static boolean revived(TenantTransaction transaction, String sagaId) {
    return transaction
            .sql(
                """
                UPDATE saga_instances SET status = 'COMPENSATING', version = version + 1,
                  completed_at = NULL, updated_at = now()
                WHERE tenant_id = :tenant AND saga_id = :saga AND status = 'FAILED'
                """)
            .param("tenant", transaction.tenant())
            .param("saga", sagaId)
            .update()
        == 1;
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static SagaView view(ResultSet row, int number) throws SQLException {
    @Nullable String context = row.getString("context_data");
    return new SagaView(
        row.getLong("id"),
        row.getString("saga_id"),
        SagaType.valueOf(row.getString("saga_type")),
        row.getString("correlation_id"),
        SagaStatus.valueOf(row.getString("status")),
        row.getInt("current_step"),
        context == null ? "{}" : context,
        row.getString("error_message"),
        row.getObject("deadline_at", OffsetDateTime.class).toInstant(),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
        instant(row, "completed_at"),
        row.getString("steps"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
