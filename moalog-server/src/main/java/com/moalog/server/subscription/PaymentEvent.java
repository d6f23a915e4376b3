package com.moalog.server.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.server.http.Input;
import com.moalog.server.subscription.model.PaymentNews;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the payment engine tells by webhook; fields beyond these four are ignored. */
record PaymentEvent(
    @Nullable String eventType,
    @Nullable String orderId,
    @Nullable String paymentId,
    @Nullable String status) {

  /** Refuses an event that lacks a field with 400. */
  PaymentEvent complete() {
    Input.required("eventType", eventType);
    Input.required("orderId", orderId);
    Input.required("paymentId", paymentId);
    Input.required("status", status);
    return this;
  }

  /** What it means for a subscription, if anything. */
  Optional<PaymentNews> news() {
    return switch (String.valueOf(eventType)) {
      case "payment.confirmed" -> Optional.of(PaymentNews.CONFIRMED);
      case "payment.failed" -> Optional.of(PaymentNews.FAILED);
      case "payment.refunded" -> Optional.of(PaymentNews.REFUNDED);
      default -> Optional.empty();
    };
  }

  /** The same for each delivery of the same event. */
  String key() {
    try {
      String all = String.join("\n", eventType, orderId, paymentId, status);
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
