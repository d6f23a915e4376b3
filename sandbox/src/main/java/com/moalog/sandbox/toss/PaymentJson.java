package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.toss.model.Cancel;
import com.moalog.sandbox.toss.model.Movement;
import com.moalog.sandbox.toss.model.Payment;
import com.moalog.sandbox.toss.model.PaymentMethod;
import com.moalog.sandbox.toss.model.PaymentStatus;
import com.moalog.sandbox.toss.model.Session;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Payments in the provider's words (API version 2022-11-16). Stateless. */
final class PaymentJson {

  private static final String MERCHANT_ID = "sandbox";
  private static final BigDecimal VAT_DIVISOR = BigDecimal.valueOf(11);

  /** The provider writes Korean local time with its offset. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX").withZone(ZoneOffset.ofHours(9));

  private PaymentJson() {}

  static String time(Instant at) {
    return TIME.format(at);
  }

  static ObjectNode of(Payment payment, boolean inEnglish) {
    Session session = payment.session();
    BigDecimal vat =
        payment.balance().divide(VAT_DIVISOR, session.amount().scale(), RoundingMode.HALF_UP);
    ObjectNode json =
        Json.object()
            .put("mId", MERCHANT_ID)
            .put("version", "2022-11-16")
            .put("paymentKey", session.paymentKey())
            .put("type", session.isBilling() ? "BILLING" : "NORMAL")
            .put("orderId", session.orderId())
            .put("orderName", session.orderName())
            .put("currency", session.currency())
            .put("method", session.method().title(inEnglish))
            .put("totalAmount", session.amount())
            .put("balanceAmount", payment.balance())
            .put("suppliedAmount", payment.balance().subtract(vat))
            .put("vat", vat)
            .put("taxFreeAmount", 0)
            .put("status", payment.status().name())
            .put("requestedAt", time(session.requestedAt()))
            .put("approvedAt", payment.approvedAt() == null ? null : time(payment.approvedAt()))
            .put("lastTransactionKey", payment.lastTransactionKey())
            .put("isPartialCancelable", true)
            .put("secret", session.secret());
    json.set("receipt", receipt(payment));
    json.set("failure", failure(payment));
    json.set("cancels", cancels(payment));
    if (session.method() == PaymentMethod.CARD) {
      json.set("card", card(session.amount()));
    }
    return json;
  }

  static ObjectNode card(BigDecimal amount) {
    return Json.object()
        .put("amount", amount)
        .put("issuerCode", "11")
        .put("number", "43301234****123*")
        .put("cardType", "신용")
        .put("ownerType", "개인")
        .put("installmentPlanMonths", 0)
        .put("approveNo", "00000000");
  }

  private static JsonNode receipt(Payment payment) {
    return payment.isCaptured()
        ? Json.object()
            .put("url", "https://sandbox.invalid/receipts/" + payment.session().paymentKey())
        : Json.object().nullNode();
  }

  private static JsonNode failure(Payment payment) {
    return payment.status() == PaymentStatus.ABORTED
        ? Json.object()
            .put("code", "PAY_PROCESS_ABORTED")
            .put("message", "The payment was aborted.")
        : Json.object().nullNode();
  }

  private static JsonNode cancels(Payment payment) {
    if (payment.cancels().isEmpty()) {
      return Json.object().nullNode();
    }
    ArrayNode cancels = Json.object().arrayNode();
    BigDecimal left = payment.session().amount();
    for (Cancel cancel : payment.cancels()) {
      left = left.subtract(cancel.cancelAmount());
      cancels
          .addObject()
          .put("transactionKey", cancel.transactionKey())
          .put("cancelReason", cancel.cancelReason())
          .put("cancelAmount", cancel.cancelAmount())
          .put("refundableAmount", left)
          .put("canceledAt", time(cancel.canceledAt()))
          .put("cancelStatus", "DONE");
    }
    return cancels;
  }

  static ObjectNode of(Movement movement, boolean inEnglish) {
    return Json.object()
        .put("mId", MERCHANT_ID)
        .put("transactionKey", movement.transactionKey())
        .put("paymentKey", movement.paymentKey())
        .put("orderId", movement.orderId())
        .put("method", movement.method().title(inEnglish))
        .put("status", movement.status().name())
        .put("transactionAt", time(movement.at()))
        .put("currency", movement.currency())
        .put("amount", movement.amount());
  }
}
