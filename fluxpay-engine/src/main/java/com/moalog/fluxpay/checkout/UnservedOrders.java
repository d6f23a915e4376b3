package com.moalog.fluxpay.checkout;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.task.StandingTask;
import com.moalog.fluxpay.task.TaskKind;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds orders that were paid a while ago and never served, and has their sagas go on. An engine of
 * an older version, beside this one or before it, may have ended a saga whose service it did not
 * know. What goes back, or is left to people, stays as it is. Thread-safe.
 */
final class UnservedOrders implements StandingTask {

  /** Most orders of one look. */
  static final int BATCH = 100;

  static final Duration PERIOD = Duration.ofMinutes(5);

  /** The saga that serves an order as it should is done long before. */
  private static final Duration PAID_AGO = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(UnservedOrders.class);

  private final TenantTransactions transactions;

  UnservedOrders(TenantTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public TaskKind kind() {
    return TaskKind.ORDER_SERVE;
  }

  @Override
  public Outcome run(Caller caller, String reference, int attempt) {
    int resumed = resume(caller);
    if (resumed > 0) {
      LOG.warn("{} orders were paid and not served; their sagas go on", resumed);
    }
    return new Outcome.Again(PERIOD, "looked");
  }

  /** One statement, like the trigger that has a saga go on once its payment is settled. */
  private int resume(Caller caller) {
    return transactions.call(
        caller,
        transaction ->
            transaction
                .sql(
                    """
                    INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at)
                    SELECT p.tenant_id, 'SAGA_RESUME', p.id::text, now()
                    FROM orders o JOIN payments p ON p.tenant_id = o.tenant_id AND p.order_id = o.id
                    WHERE o.tenant_id = :tenant AND o.status = 'PAID'
                      AND o.fulfilment <> 'EXTERNAL'
                      AND o.paid_at < now() - :paidAgo * interval '1 millisecond'
                      AND p.kind = 'ONE_OFF' AND p.status = 'CONFIRMED'
                      AND p.pending_refund_amount = 0
                      AND NOT EXISTS (SELECT 1 FROM saga_instances s
                        WHERE s.tenant_id = p.tenant_id AND s.correlation_id = 'payment:' || p.id
                          AND s.status IN ('COMPENSATING', 'COMPENSATED', 'FAILED'))
                      AND NOT EXISTS (SELECT 1 FROM scheduled_tasks t
                        WHERE t.tenant_id = p.tenant_id AND t.kind = 'SAGA_RESUME'
                          AND t.ref_id = p.id::text)
                    ORDER BY o.paid_at LIMIT :batch
                    ON CONFLICT (tenant_id, kind, ref_id) DO NOTHING
                    """)
                .param("tenant", transaction.tenant())
                .param("paidAgo", PAID_AGO.toMillis())
                .param("batch", BATCH)
                .update());
  }
}
