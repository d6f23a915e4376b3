package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.model.Money;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant is told.
 *
 * @param eventId the event's id, which the receiver recognises a repeat by
 * @param eventType for example {@code payment.confirmed}
 * @param subject which payment of which order, and where it stands
 * @param amount the payment's or refund's amount; absent where it is about neither
 * @param occurredAt when it happened
 * @param fields the event's fields
 */
public record Notification(
    String eventId,
    String eventType,
    Subject subject,
    @Nullable Money amount,
    Instant occurredAt,
    Map<String, Object> fields) {

  /** Which payment of which order, empty where there is none yet, and how things stand. */
  public record Subject(String orderId, String paymentId, String status) {}
}
