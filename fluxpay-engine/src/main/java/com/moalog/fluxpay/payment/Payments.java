package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.IdSource;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.outbox.DomainEvent;
import com.moalog.fluxpay.outbox.Outbox;
import com.moalog.fluxpay.payment.model.Failure;
import com.moalog.fluxpay.payment.model.Payment;
import com.moalog.fluxpay.payment.model.PaymentKind;
import com.moalog.fluxpay.payment.model.PaymentMethod;
import com.moalog.fluxpay.payment.model.PaymentStatus;
import com.moalog.fluxpay.webhook.Notification;
import com.moalog.fluxpay.webhook.Webhooks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stores a payment's change together with everything that must not be lost with it: its event, its
 * notification and its audit row. Thread-safe.
 */
final class Payments {

  private static final String AGGREGATE = "payment";

  /** What tenants are notified of; of each part that goes back they are told as a refund. */
  private static final Set<PaymentStatus> NOTIFIED =
      Set.of(PaymentStatus.CONFIRMED, PaymentStatus.FAILED, PaymentStatus.REFUNDED);

  private final PaymentStore store;
  private final Outbox outbox;
  private final Webhooks webhooks;
  private final Audit audit;
  private final Surroundings surroundings;

  Payments(
      PaymentStore store,
      Outbox outbox,
      Webhooks webhooks,
      Audit audit,
      Surroundings surroundings) {
    this.store = store;
    this.outbox = outbox;
    this.webhooks = webhooks;
    this.audit = audit;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(IdSource ids, MeterRegistry meters) {}

  /** Stores a new payment; false when the order has a live one. */
  boolean create(TenantTransaction transaction, Payment payment) {
    return create(transaction, payment, PaymentKind.ONE_OFF);
  }

  boolean create(TenantTransaction transaction, Payment payment, PaymentKind kind) {
    if (!store.insert(transaction, payment, kind)) {
      return false;
    }
    audit(transaction, Map.of(), payment);
    return true;
  }

  /** Stores the payment as it is now. Its row, and the order's, are locked by the caller. */
  void change(TenantTransaction transaction, UserId user, StoredPayment before, Payment after) {
    Optional<String> type = eventType(before.payment(), after);
    long sequence = before.eventSequence() + (type.isPresent() ? 1 : 0);
    store.update(transaction, after, sequence);
    type.ifPresent(name -> publish(transaction, user, after, name, sequence));
    audit(transaction, Map.of("status", before.payment().status()), after);
    if (before.payment().status() == PaymentStatus.CONFIRMING
        && after.status() == PaymentStatus.CONFIRMED) {
      Duration taken =
          Duration.between(before.payment().times().updatedAt(), after.times().updatedAt());
      transaction.afterCommit(
          () -> surroundings.meters().timer("fluxpay.payment.latency").record(taken));
    }
  }

  /** Going back a step, or reserving a refund, is nobody else's business. */
  private static Optional<String> eventType(Payment before, Payment after) {
    if (!before.refunds().completed().equals(after.refunds().completed())) {
      return Optional.of("payment.refunded");
    }
    if (before.status() == after.status()) {
      return Optional.empty();
    }
    return switch (after.status()) {
      case CONFIRMED, FAILED, UNKNOWN ->
          Optional.of(AGGREGATE + "." + after.status().name().toLowerCase(Locale.ROOT));
      case APPROVED ->
          before.status() == PaymentStatus.PROCESSING
              ? Optional.of("payment.approved")
              : Optional.empty();
      case READY, PROCESSING, CONFIRMING, PARTIALLY_REFUNDED, REFUNDED -> Optional.empty();
    };
  }

  private void publish(
      TenantTransaction transaction, UserId user, Payment payment, String type, long sequence) {
    String eventId = surroundings.ids().next().toString();
    Map<String, Object> fields = facts(payment, user);
    outbox.append(
        transaction,
        new DomainEvent(
            eventId,
            new DomainEvent.Aggregate(AGGREGATE, payment.id().toString(), sequence),
            type,
            payment.times().updatedAt(),
            fields));
    if (NOTIFIED.contains(payment.status())) {
      webhooks.notify(transaction, () -> notification(eventId, type, payment, fields));
    }
    String status = payment.status().name();
    transaction.afterCommit(
        () -> surroundings.meters().counter("fluxpay.payment", "status", status).increment());
  }

  private static Notification notification(
      String eventId, String type, Payment payment, Map<String, Object> fields) {
    return new Notification(
        eventId,
        type,
        new Notification.Subject(
            payment.orderId().toString(), payment.id().toString(), payment.status().name()),
        payment.amount(),
        payment.times().updatedAt(),
        fields);
  }

  private static Map<String, Object> facts(Payment payment, UserId user) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("paymentId", payment.id().toString());
    fields.put("orderId", payment.orderId().toString());
    fields.put("userId", user.value());
    fields.put("amount", payment.amount().amount());
    fields.put("currency", payment.amount().currency());
    PaymentMethod method = payment.method();
    Failure failure = payment.failure();
    switch (payment.status()) {
      case APPROVED -> put(fields, "pgPaymentKey", payment.reference().paymentKey());
      case CONFIRMED -> {
        put(fields, "method", method == null ? null : method.type());
        put(fields, "pgTransactionId", payment.reference().transactionId());
        put(fields, "confirmedAt", payment.times().confirmedAt());
      }
      case FAILED -> {
        put(fields, "failureCode", failure == null ? null : failure.code());
        put(fields, "failureReason", failure == null ? null : failure.reason());
      }
      case UNKNOWN -> put(fields, "since", payment.times().updatedAt());
      case PARTIALLY_REFUNDED, REFUNDED -> {
        fields.put("refundedAmount", payment.refunds().completed().amount());
        fields.put("full", payment.status() == PaymentStatus.REFUNDED);
      }
      case READY, PROCESSING, CONFIRMING ->
          throw new IllegalStateException("no event tells about " + payment.status());
    }
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private void audit(TenantTransaction transaction, Map<String, Object> before, Payment after) {
    Map<String, Object> now = new LinkedHashMap<>();
    now.put("status", after.status());
    now.put("amount", after.amount().amount());
    now.put("currency", after.amount().currency());
    put(now, "failureCode", after.failure() == null ? null : after.failure().code());
    audit.append(
        transaction,
        after.times().updatedAt(),
        new Audit.Entry(
            "payment." + after.status().name().toLowerCase(Locale.ROOT),
            AGGREGATE,
            after.id().toString(),
            before,
            now));
  }
}
