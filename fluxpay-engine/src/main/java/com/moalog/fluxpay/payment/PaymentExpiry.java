package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.task.StandingTask;
import com.moalog.fluxpay.task.TaskKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fails payments that waited too long for their customer. Each one fails in a transaction of its
 * own, under its locks and looked at afresh, so that it never fails under somebody who confirms it.
 * The charges of billing keys are their subscriptions' business. Thread-safe.
 */
final class PaymentExpiry implements StandingTask {

  /** Most payments that one look finds. */
  static final int BATCH = 100;

  static final Duration PERIOD = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(PaymentExpiry.class);

  private final TenantTransactions transactions;
  private final Ledger ledger;
  private final PaymentLifetimes lifetimes;

  PaymentExpiry(TenantTransactions transactions, Ledger ledger, PaymentLifetimes lifetimes) {
    this.transactions = transactions;
    this.ledger = ledger;
    this.lifetimes = lifetimes;
  }

  @Override
  public TaskKind kind() {
    return TaskKind.PAYMENT_EXPIRE;
  }

  @Override
  public Outcome run(Caller caller, String reference, int attempt) {
    List<PaymentId> due = transactions.call(caller, this::due);
    due.forEach(id -> transactions.run(caller, transaction -> expire(transaction, id)));
    return new Outcome.Again(
        due.size() < BATCH ? PERIOD : Duration.ZERO, "expired at most " + due.size());
  }

  private List<PaymentId> due(TenantTransaction transaction) {
    Instant now = ledger.now();
    return transaction
        .sql(
            """
            SELECT id FROM payments
            WHERE tenant_id = :tenant AND kind = 'ONE_OFF' AND status IN ('READY', 'APPROVED')
              AND CASE status WHEN 'READY' THEN updated_at < :readySince
                ELSE approved_at < :approvedSince END
            ORDER BY id LIMIT :batch
            """)
        .param("tenant", transaction.tenant())
        .param("readySince", now.minus(lifetimes.ready()).atOffset(ZoneOffset.UTC))
        .param("approvedSince", now.minus(lifetimes.approved()).atOffset(ZoneOffset.UTC))
        .param("batch", BATCH)
        .query((row, _) -> new PaymentId(row.getObject("id", UUID.class)))
        .list();
  }

  private void expire(TenantTransaction transaction, PaymentId id) {
    Locked locked = ledger.lock(transaction, id).orElseThrow();
    failure(locked.payment())
        .ifPresent(why -> {
          ledger.fail(transaction, locked, why);
          LOG.info("payment {} failed: {}", id, why.code());
        });
  }

  private Optional<Failure> failure(Payment payment) {
    Payment.Times times = payment.times();
    return switch (payment.status()) {
      case READY ->
          isOver(times.updatedAt(), lifetimes.ready())
              ? Optional.of(new Failure("READY_EXPIRED", "Nobody approved the payment in time"))
              : Optional.empty();
      case APPROVED ->
          times.approvedAt() != null && isOver(times.approvedAt(), lifetimes.approved())
              ? Optional.of(new Failure("APPROVAL_EXPIRED", "Nobody confirmed the payment in time"))
              : Optional.empty();
      case PROCESSING, CONFIRMING, UNKNOWN, CONFIRMED, PARTIALLY_REFUNDED, REFUNDED, FAILED ->
          Optional.empty();
    };
  }

  private boolean isOver(Instant since, Duration lifetime) {
    return since.isBefore(ledger.now().minus(lifetime));
  }
}
