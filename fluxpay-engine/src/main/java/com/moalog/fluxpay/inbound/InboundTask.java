package com.moalog.fluxpay.inbound;

import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.payment.PaymentInquiry;
import com.moalog.fluxpay.task.TaskHandler;
import com.moalog.fluxpay.task.TaskKind;
import java.util.UUID;

/** Looks up a payment that the provider told something about. Thread-safe. */
final class InboundTask implements TaskHandler {

  private final TenantTransactions transactions;
  private final InboundWebhooks webhooks;
  private final PaymentInquiry inquiry;

  InboundTask(TenantTransactions transactions, InboundWebhooks webhooks, PaymentInquiry inquiry) {
    this.transactions = transactions;
    this.webhooks = webhooks;
    this.inquiry = inquiry;
  }

  @Override
  public TaskKind kind() {
    return TaskKind.WEBHOOK_INBOUND;
  }

  /** A payment that is still unknown afterwards has a recovery task of its own. */
  @Override
  public Outcome run(Caller caller, String paymentId, int attempt) {
    PaymentId payment = new PaymentId(UUID.fromString(paymentId));
    long newest = transactions.call(caller, webhooks::newest);
    inquiry.look(caller, payment);
    transactions.run(caller, transaction -> webhooks.processed(transaction, payment, newest));
    return new Outcome.Done();
  }
}
