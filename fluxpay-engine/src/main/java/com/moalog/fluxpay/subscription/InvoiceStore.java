package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.saga.Progress;
import com.moalog.fluxpay.saga.Sagas;
import com.moalog.fluxpay.saga.model.SagaStatus;
import com.moalog.fluxpay.saga.model.SagaType;
import com.moalog.fluxpay.saga.model.StepStatus;
import com.moalog.fluxpay.subscription.model.Period;
import com.moalog.fluxpay.subscription.model.Plan;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bills in the database: exactly one per subscription and start of a period. Thread-safe. */
final class InvoiceStore {

  private static final String CHARGE = "CHARGE_BILLING_KEY";

  private final Sagas sagas;

  InvoiceStore(Sagas sagas) {
    this.sagas = sagas;
  }

  /** The bill of a period that is to be. */
  record Draft(UUID id, SubscriptionId subscription, Period period, Plan plan) {}

  /** The order and the payment of a bill; empty texts while nothing was charged. */
  record Charge(String orderId, String paymentId) {}

  /** What the subscription's newest bill was charged by. */
  Charge lastCharge(TenantTransaction transaction, SubscriptionId subscription) {
    return transaction
        .sql(
            """
            SELECT order_id, payment_id FROM subscription_invoices
            WHERE tenant_id = :tenant AND subscription_id = :subscription
              AND order_id IS NOT NULL AND payment_id IS NOT NULL
            ORDER BY period_start DESC LIMIT 1
            """)
        .param("tenant", transaction.tenant())
        .param("subscription", subscription.value())
        .query((row, _) -> new Charge(row.getString("order_id"), row.getString("payment_id")))
        .optional()
        .orElseGet(() -> new Charge("", ""));
  }

  /** Opens the bill of the period, or finds the one that was opened before. */
  Invoice open(TenantTransaction transaction, Draft draft, Instant now) {
    transaction
        .sql(
            """
            INSERT INTO subscription_invoices (id, tenant_id, subscription_id, period_start,
              period_end, plan_id, amount, currency, status, created_at)
            VALUES (:id, :tenant, :subscription, :start, :end, :plan, :amount, :currency, 'OPEN',
              :now)
            ON CONFLICT (subscription_id, period_start) DO NOTHING
            """)
        .param("id", draft.id())
        .param("tenant", transaction.tenant())
        .param("subscription", draft.subscription().value())
        .param("start", draft.period().start().atOffset(ZoneOffset.UTC))
        .param("end", draft.period().end().atOffset(ZoneOffset.UTC))
        .param("plan", draft.plan().id())
        .param("amount", draft.plan().price().amount())
        .param("currency", draft.plan().price().currency().name())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    return at(transaction, draft.subscription(), draft.period().start()).orElseThrow();
  }

  /** The bill of the period that begins then. */
  Optional<Invoice> at(
      TenantTransaction transaction, SubscriptionId subscription, Instant periodStart) {
    return transaction
        .sql(
            """
            SELECT * FROM subscription_invoices
            WHERE tenant_id = :tenant AND subscription_id = :subscription AND period_start = :start
            """)
        .param("tenant", transaction.tenant())
        .param("subscription", subscription.value())
        .param("start", periodStart.atOffset(ZoneOffset.UTC))
        .query(InvoiceStore::row)
        .optional();
  }

  /** Another try to collect the bill. */
  void tried(TenantTransaction transaction, Invoice invoice, OrderId order, PaymentId payment) {
    transaction
        .sql(
            """
            UPDATE subscription_invoices SET order_id = :order, payment_id = :payment,
              attempt = attempt + 1
            WHERE tenant_id = :tenant AND id = :id
            """)
        .param("order", order.value())
        .param("payment", payment.value())
        .param("tenant", transaction.tenant())
        .param("id", invoice.id())
        .update();
    Sagas.Start start =
        new Sagas.Start(
            SagaType.SUBSCRIPTION_RENEWAL_SAGA,
            correlation(invoice),
            Map.of(
                "invoiceId", invoice.id().toString(),
                "subscriptionId", invoice.subscriptionId().toString()),
            List.of(
                StepStatus.COMPLETED,
                StepStatus.COMPLETED,
                StepStatus.COMPLETED,
                StepStatus.EXECUTING));
    if (sagas.begin(transaction, start).isEmpty()) {
      sagas.advance(
          transaction,
          correlation(invoice),
          Progress.to(SagaStatus.PROCESSING).with(CHARGE, StepStatus.EXECUTING));
    }
  }

  /** This try did not collect the bill; another one may. */
  void declined(TenantTransaction transaction, Invoice invoice, String code) {
    sagas.advance(
        transaction,
        correlation(invoice),
        Progress.to(SagaStatus.PROCESSING).with(CHARGE, StepStatus.FAILED).because(code));
  }

  private static String correlation(Invoice invoice) {
    return "invoice:" + invoice.id();
  }

  private static Progress end(Invoice.Status status) {
    return status == Invoice.Status.PAID
        ? Progress.to(SagaStatus.COMPLETED)
            .with(CHARGE, StepStatus.COMPLETED)
            .with("EXTEND_PERIOD", StepStatus.COMPLETED)
            .with("COMPLETE_ORDER", StepStatus.COMPLETED)
        : Progress.to(SagaStatus.COMPENSATED)
            .with(CHARGE, StepStatus.FAILED)
            .with("CREATE_PAYMENT", StepStatus.COMPENSATED)
            .with("CREATE_ORDER", StepStatus.COMPENSATED);
  }

  void end(TenantTransaction transaction, Invoice invoice, Invoice.Status status) {
    transaction
        .sql(
            """
            UPDATE subscription_invoices SET status = :status
            WHERE tenant_id = :tenant AND id = :id
            """)
        .param("status", status.name())
        .param("tenant", transaction.tenant())
        .param("id", invoice.id())
        .update();
    sagas.advance(transaction, correlation(invoice), end(status));
  }

  /** Ends the bill of the subscription that is not settled, if there is one. */
  void endOpen(TenantTransaction transaction, SubscriptionId subscription, Invoice.Status status) {
    transaction
        .sql(
            """
            SELECT * FROM subscription_invoices
            WHERE tenant_id = :tenant AND subscription_id = :subscription AND status = 'OPEN'
            """)
        .param("tenant", transaction.tenant())
        .param("subscription", subscription.value())
        .query(InvoiceStore::row)
        .list()
        .forEach(invoice -> end(transaction, invoice, status));
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static Invoice row(ResultSet row, int number) throws SQLException {
    @Nullable UUID order = row.getObject("order_id", UUID.class);
    @Nullable UUID payment = row.getObject("payment_id", UUID.class);
    return new Invoice(
        row.getObject("id", UUID.class),
        new SubscriptionId(row.getObject("subscription_id", UUID.class)),
        row.getString("plan_id"),
        new Money(row.getBigDecimal("amount"), CurrencyCode.valueOf(row.getString("currency"))),
        Invoice.Status.valueOf(row.getString("status")),
        order == null ? null : new OrderId(order),
        payment == null ? null : new PaymentId(payment),
        row.getInt("attempt"));
  }
}
