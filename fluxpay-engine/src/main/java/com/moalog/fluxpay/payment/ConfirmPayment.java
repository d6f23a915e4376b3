package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Uuids;
import com.moalog.fluxpay.payment.model.Payment;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * What a confirm may repeat of the payment, as the provider's checkout hands it to the client. Each
 * part that is there must be the payment's own.
 */
record ConfirmPayment(
    Optional<String> paymentKey, Optional<UUID> orderId, Optional<BigDecimal> amount) {

  static final ConfirmPayment EMPTY =
      new ConfirmPayment(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Reads the body; an empty one is fine.
   *
   * @throws RefusedException naming every field that is not acceptable
   */
  static ConfirmPayment from(JsonBody body) {
    Fields fields = new Fields(body);
    Optional<String> key = fields.text("paymentKey", ApprovePayment.KEY_LIMIT);
    Optional<UUID> order =
        fields
            .text("orderId", ApprovePayment.KEY_LIMIT)
            .flatMap(text -> {
              Optional<UUID> id = Uuids.parse(text);
              if (id.isEmpty()) {
                fields.fault("orderId", "must be a UUID");
              }
              return id;
            });
    Optional<JsonNode> number =
        Optional.ofNullable(body.fields().get("amount")).filter(node -> !node.isNull());
    if (number.isPresent() && !number.get().isNumber()) {
      fields.fault("amount", "must be a number");
    }
    fields.refuseFaults();
    return new ConfirmPayment(key, order, number.map(JsonNode::decimalValue));
  }

  /** Whether nothing in the body contradicts the payment. */
  boolean agreesWith(Payment payment) {
    return orderId.filter(id -> !id.equals(payment.orderId().value())).isEmpty()
        && amount.filter(sum -> sum.compareTo(payment.amount().amount()) != 0).isEmpty();
  }

  /** Whether the body names another session than the approved one. */
  boolean namesOtherSessionThan(Payment payment) {
    return paymentKey.filter(key -> !key.equals(payment.reference().paymentKey())).isPresent();
  }

  /** Whether everything is there that an approval needs. */
  boolean isComplete() {
    return paymentKey.isPresent() && orderId.isPresent() && amount.isPresent();
  }
}
