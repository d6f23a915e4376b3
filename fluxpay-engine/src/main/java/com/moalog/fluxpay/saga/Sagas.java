package com.moalog.fluxpay.saga;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.saga.model.SagaStatus;
import com.moalog.fluxpay.saga.model.SagaType;
import com.moalog.fluxpay.saga.model.StepStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down how far sagas got, in the transactions of the changes that they consist of, one
 * statement each. The changes themselves are made by the features. Thread-safe.
 */
public final class Sagas {

  private final JsonMapper json;
  private final Surroundings surroundings;
  private final Duration deadline;

  Sagas(JsonMapper json, Surroundings surroundings, Duration deadline) {
    this.json = json;
    this.surroundings = surroundings;
    this.deadline = deadline;
  }

  /** What is passed in from outside. */
  record Surroundings(IdSource ids, InstantSource clock, MeterRegistry meters) {}

  /**
   * A saga that begins.
   *
   * @param correlation what it is about, unique per tenant, at most 100 characters
   * @param context ids and amounts that the steps need
   * @param first where the first steps stand already
   */
  public record Start(
      SagaType type, String correlation, Map<String, Object> context, List<StepStatus> first) {
    public Start {
      context = Map.copyOf(context);
      first = List.copyOf(first);
    }
  }

  /** A saga as its steps need it. */
  public record Saga(String id, SagaStatus status, JsonNode context, Instant deadline) {}

  /**
   * Begins a saga.
   *
   * @return its id, or empty when there is one about the same already
   */
  public Optional<String> begin(TenantTransaction transaction, Start start) {
    Instant now = surroundings.clock().instant();
    List<String> steps = start.type().steps();
    List<String> statuses = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      statuses.add((i < start.first().size() ? start.first().get(i) : StepStatus.PENDING).name());
    }
    return transaction
        .sql(
            """
            WITH saga AS (
              INSERT INTO saga_instances (tenant_id, saga_id, saga_type, correlation_id, status,
                current_step, context_data, deadline_at, started_at, updated_at)
              VALUES (:tenant, :id, :type, :correlation, 'PROCESSING', :current, :context,
                :deadline, :now, :now)
              ON CONFLICT (tenant_id, correlation_id) DO NOTHING RETURNING saga_id),
            step AS (
              INSERT INTO saga_steps (tenant_id, saga_id, step_order, step_name, status, attempts,
                executed_at)
              SELECT :tenant, saga.saga_id, s.place, s.name, s.status,
                (s.status <> 'PENDING')::int, CASE WHEN s.status = 'COMPLETED' THEN :now END
              FROM saga CROSS JOIN unnest(:names, :statuses) WITH ORDINALITY
                AS s (name, status, place))
            SELECT saga_id FROM saga
            """)
        .param("tenant", transaction.tenant())
        .param("id", surroundings.ids().next("saga_"))
        .param("type", start.type().name())
        .param("correlation", start.correlation())
        .param("current", Math.min(start.first().size() + 1, steps.size()))
        .param("context", json.writeValueAsString(start.context()))
        .param("deadline", now.plus(deadline).atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("names", steps.toArray(String[]::new))
        .param("statuses", statuses.toArray(String[]::new))
        .query((row, _) -> row.getString(1))
        .optional();
  }

  /**
   * Notes progress. A saga that is over, or cannot go there, stays as it is.
   *
   * @return whether there was one to go on
   */
  public boolean advance(TenantTransaction transaction, String correlation, Progress progress) {
    Optional<SagaType> moved =
        transaction
            .sql(
                """
                WITH saga AS (
                  UPDATE saga_instances i SET status = :status, version = version + 1,
                    updated_at = :now, error_message = COALESCE(:fault, error_message),
                    current_step = COALESCE((
                      SELECT max(step_order) FROM saga_steps s
                      WHERE s.saga_id = i.saga_id AND s.step_name = ANY(:names)), current_step),
                    completed_at = CASE WHEN :over THEN CAST(:now AS timestamptz) END
                  WHERE tenant_id = :tenant AND correlation_id = :correlation
                    AND status = ANY(:origins)
                  RETURNING saga_id, saga_type),
                step AS (
                  UPDATE saga_steps t SET status = s.status,
                    attempts = attempts + (s.status = 'EXECUTING')::int,
                    compensation_attempts =
                      compensation_attempts + (s.status = 'COMPENSATING')::int,
                    executed_at = CASE s.status WHEN 'COMPLETED' THEN :now ELSE executed_at END,
                    compensated_at =
                      CASE s.status WHEN 'COMPENSATED' THEN :now ELSE compensated_at END,
                    error_message = CASE s.status WHEN 'FAILED' THEN :fault ELSE t.error_message END
                  FROM saga, unnest(:names, :statuses) AS s (name, status)
                  WHERE t.saga_id = saga.saga_id AND t.step_name = s.name)
                SELECT saga_type FROM saga
                """)
            .param("status", progress.status().name())
            .param("now", surroundings.clock().instant().atOffset(ZoneOffset.UTC))
            .param("fault", progress.fault())
            .param(
                "origins",
                progress.status().origins().stream().map(SagaStatus::name).toArray(String[]::new))
            .param("over", progress.status().isTerminal())
            .param("tenant", transaction.tenant())
            .param("correlation", correlation)
            .param("names", progress.steps().keySet().toArray(String[]::new))
            .param(
                "statuses",
                progress.steps().values().stream().map(StepStatus::name).toArray(String[]::new))
            .query((row, _) -> SagaType.valueOf(row.getString(1)))
            .optional();
    moved.ifPresent(type -> transaction.afterCommit(() -> count(type, progress.status())));
    return moved.isPresent();
  }

  private void count(SagaType type, SagaStatus status) {
    if (status.isTerminal()) {
      surroundings
          .meters()
          .counter("fluxpay.saga", "type", type.name(), "status", status.name())
          .increment();
    }
    if (status == SagaStatus.COMPENSATING) {
      surroundings.meters().counter("fluxpay.saga.compensation").increment();
    }
  }

  /** Forgets the saga about that, so that another one can begin. */
  public void forget(TenantTransaction transaction, String correlation) {
    transaction
        .sql("DELETE FROM saga_instances WHERE tenant_id = :tenant AND correlation_id = :about")
        .param("tenant", transaction.tenant())
        .param("about", correlation)
        .update();
  }

  /** The saga about that. */
  public Optional<Saga> find(TenantTransaction transaction, String correlation) {
    return transaction
        .sql(
            """
            SELECT saga_id, status, COALESCE(context_data, '{}') AS context, deadline_at
            FROM saga_instances WHERE tenant_id = :tenant AND correlation_id = :correlation
            """)
        .param("tenant", transaction.tenant())
        .param("correlation", correlation)
        .query((row, _) ->
            new Saga(
                row.getString("saga_id"),
                SagaStatus.valueOf(row.getString("status")),
                json.readTree(row.getString("context")),
                row.getObject("deadline_at", OffsetDateTime.class).toInstant()))
        .optional();
  }
}
