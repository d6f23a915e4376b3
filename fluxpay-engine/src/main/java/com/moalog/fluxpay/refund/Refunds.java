package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.outbox.DomainEvent;
import com.moalog.fluxpay.outbox.Outbox;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.refund.model.Refund;
import com.moalog.fluxpay.refund.model.RefundStatus;
import com.moalog.fluxpay.webhook.Notification;
import com.moalog.fluxpay.webhook.Webhooks;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores a refund's change together with its event, its notification and its audit row, within the
 * caller's transaction. Thread-safe.
 */
final class Refunds {

  private static final String AGGREGATE = "refund";

  private final RefundStore store;
  private final Outbox outbox;
  private final Webhooks webhooks;
  private final Audit audit;
  private final Surroundings surroundings;

  Refunds(
      RefundStore store, Outbox outbox, Webhooks webhooks, Audit audit, Surroundings surroundings) {
    this.store = store;
    this.outbox = outbox;
    this.webhooks = webhooks;
    this.audit = audit;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(IdSource ids, RefundSaga saga) {}

  void create(TenantTransaction transaction, Refund refund) {
    store.insert(transaction, refund, 1);
    publish(transaction, refund, "requested", 1);
    surroundings.saga().begun(transaction, refund);
    audit(transaction, Map.of(), refund);
  }

  /** Stores the refund as it is now; its row and its payment's are locked by the caller. */
  void change(TenantTransaction transaction, StoredRefund before, Refund after, Payment payment) {
    long sequence = before.eventSequence() + (after.status().isFinal() ? 1 : 0);
    store.update(transaction, after, sequence);
    if (after.status().isFinal()) {
      String eventId = publish(transaction, after, word(after.status()), sequence);
      webhooks.notify(transaction, () -> notification(eventId, after, payment));
    }
    surroundings.saga().moved(transaction, after);
    audit(transaction, Map.of("status", before.refund().status()), after);
  }

  private static String word(RefundStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private String publish(TenantTransaction transaction, Refund refund, String step, long sequence) {
    String eventId = surroundings.ids().next().toString();
    outbox.append(
        transaction,
        new DomainEvent(
            eventId,
            new DomainEvent.Aggregate(AGGREGATE, refund.id().value(), sequence),
            AGGREGATE + "." + step,
            refund.times().updatedAt(),
            facts(refund)));
    return eventId;
  }

  private static Notification notification(String eventId, Refund refund, Payment payment) {
    return new Notification(
        eventId,
        AGGREGATE + "." + word(refund.status()),
        new Notification.Subject(
            payment.orderId().toString(), payment.id().toString(), payment.status().name()),
        refund.amount(),
        refund.times().updatedAt(),
        facts(refund));
  }

  private static Map<String, Object> facts(Refund refund) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("refundId", refund.id().value());
    fields.put("paymentId", refund.payment().toString());
    fields.put("amount", refund.amount().amount());
    fields.put("currency", refund.amount().currency());
    switch (refund.status()) {
      case REQUESTED, PROCESSING -> put(fields, "reason", refund.cause().reason());
      case COMPLETED -> put(fields, "pgRefundId", refund.result().transactionKey());
      case FAILED -> {
        put(fields, "failureCode", refund.result().failureCode());
        put(fields, "errorMessage", refund.result().errorMessage());
      }
    }
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private void audit(TenantTransaction transaction, Map<String, Object> before, Refund after) {
    Map<String, Object> now = new LinkedHashMap<>();
    now.put("status", after.status());
    now.put("amount", after.amount().amount());
    now.put("currency", after.amount().currency());
    put(now, "failureCode", after.result().failureCode());
    audit.append(
        transaction,
        after.times().updatedAt(),
        new Audit.Entry(
            AGGREGATE + "." + word(after.status()), AGGREGATE, after.id().value(), before, now));
  }
}
