package com.moalog.fluxpay.inbound;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.model.TenantId;
import com.moalog.fluxpay.model.Trace;
import com.moalog.fluxpay.payment.DepositSecrets;
import com.moalog.fluxpay.subscription.DeletedCards;
import com.moalog.fluxpay.task.TaskKind;
import com.moalog.fluxpay.task.Tasks;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps each message once and has the payment looked up soon; at most one look-up of a payment
 * waits. A message about an unknown payment is counted and forgotten, so strangers cannot fill the
 * database. Thread-safe.
 */
final class InboundWebhooks {

  private static final String PROVIDER = "toss";

  private final TenantTransactions transactions;
  private final Tasks tasks;
  private final DeletedCards cards;
  private final DepositSecrets secrets;
  private final MeterRegistry meters;

  InboundWebhooks(
      TenantTransactions transactions,
      Tasks tasks,
      DeletedCards cards,
      DepositSecrets secrets,
      MeterRegistry meters) {
    this.transactions = transactions;
    this.tasks = tasks;
    this.cards = cards;
    this.secrets = secrets;
    this.meters = meters;
  }

  /** The payment or the card that a message is about, and whose it is. */
  private record Concerned(TenantId tenant, UUID id) {}

  /** What became of a message. */
  enum Receipt {
    TAKEN,
    REPEATED,
    /** It does not know what only the provider can know. */
    FORGED,
    IGNORED
  }

  /** Takes a message in. */
  Receipt receive(Message message, Trace trace) {
    Receipt receipt =
        message.cardHash().isEmpty()
            ? payment(message, trace)
                .map(one ->
                    transactions.call(
                        new Caller(one.tenant(), trace),
                        transaction -> keep(transaction, message, new PaymentId(one.id()))))
                .orElse(Receipt.IGNORED)
            : card(message, trace).map(one -> deleted(one, trace)).orElse(Receipt.IGNORED);
    meters.counter("fluxpay.webhook.inbound", "outcome", receipt.name()).increment();
    return receipt;
  }

  /**
   * Who knows the provider's name of a card is the provider, so this is believed. The message is
   * not kept, for it holds that name.
   */
  private Receipt deleted(Concerned card, Trace trace) {
    cards.deleted(new Caller(card.tenant(), trace), card.id());
    return Receipt.TAKEN;
  }

  private Optional<Concerned> card(Message message, Trace trace) {
    return transactions.call(
        new Caller(TenantId.NONE, trace),
        transaction ->
            transaction
                .sql(
                    """
                    SELECT tenant_id, payment_id FROM psp_refs
                    WHERE subject = 'BILLING_KEY' AND psp_payment_key = :hash
                    """)
                .param("hash", message.cardHash())
                .query(InboundWebhooks::concerned)
                .optional());
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static Concerned concerned(ResultSet row, int number) throws SQLException {
    return new Concerned(
        new TenantId(row.getString("tenant_id")), row.getObject("payment_id", UUID.class));
  }

  private Optional<Concerned> payment(Message message, Trace trace) {
    return transactions.call(
        new Caller(TenantId.NONE, trace),
        transaction ->
            transaction
                .sql(
                    """
                    SELECT tenant_id, payment_id FROM psp_refs
                    WHERE subject = 'PAYMENT'
                      AND (psp_payment_key = NULLIF(:key, '') OR psp_order_id = NULLIF(:order, ''))
                    ORDER BY psp_payment_key = :key DESC NULLS LAST, id DESC LIMIT 1
                    """)
                .param("key", message.paymentKey())
                .param("order", message.orderId())
                .query(InboundWebhooks::concerned)
                .optional());
  }

  private Receipt keep(TenantTransaction transaction, Message message, PaymentId payment) {
    if (message.isDeposit() && !secrets.agree(transaction, payment, message.secret())) {
      return Receipt.FORGED;
    }
    int kept =
        transaction
            .sql(
                """
                INSERT INTO inbound_webhooks (tenant_id, provider, dedup_key, event_type, payload,
                  payment_id, status, received_at)
                VALUES (:tenant, :provider, :key, :type, CAST(:body AS jsonb), :payment,
                  'RECEIVED', clock_timestamp())
                ON CONFLICT (tenant_id, provider, dedup_key) DO NOTHING
                """)
            .param("tenant", transaction.tenant())
            .param("provider", PROVIDER)
            .param("key", message.deduplicationKey())
            .param("type", message.type())
            .param("body", message.body())
            .param("payment", payment.value())
            .update();
    // A repeat, too: what came first may have been forged, before there was anything to see.
    tasks.schedule(transaction, TaskKind.WEBHOOK_INBOUND, payment.toString(), Duration.ZERO);
    return kept == 0 ? Receipt.REPEATED : Receipt.TAKEN;
  }

  /** The newest message that was received so far. */
  long newest(TenantTransaction transaction) {
    return transaction
        .sql("SELECT COALESCE(max(id), 0) FROM inbound_webhooks WHERE tenant_id = :tenant")
        .param("tenant", transaction.tenant())
        .query(Long.class)
        .single();
  }

  /** The payment was looked up after these messages came, so they have nothing more to tell. */
  void processed(TenantTransaction transaction, PaymentId payment, long newest) {
    transaction
        .sql(
            """
            UPDATE inbound_webhooks SET status = 'PROCESSED', processed_at = clock_timestamp()
            WHERE tenant_id = :tenant AND payment_id = :payment AND status = 'RECEIVED'
              AND id <= :newest
            """)
        .param("tenant", transaction.tenant())
        .param("payment", payment.value())
        .param("newest", newest)
        .update();
  }
}
