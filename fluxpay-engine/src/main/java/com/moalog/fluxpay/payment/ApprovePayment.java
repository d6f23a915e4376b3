package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.payment.model.PaymentMethod;
import java.util.Optional;

/**
 * The wish to approve a payment.
 *
 * @param method how the customer pays; the card is assumed where the session may tell otherwise
 * @param session the provider's name of the session the customer authenticated, if named
 */
record ApprovePayment(PaymentMethod method, Session session) {

  static final int KEY_LIMIT = 200;
  static final int PROVIDER_LIMIT = 100;

  /** Which session is approved. */
  sealed interface Session {

    /** The one the client names. */
    record Named(String paymentKey) implements Session {}

    /** The one the client names, and which tells how the customer pays. */
    record Telling(String paymentKey) implements Session {}

    /** Development only: one that is opened on the spot. */
    record OpenedOnTheSpot() implements Session {}
  }

  /** The wish of a client that only names the session. */
  static ApprovePayment of(String paymentKey) {
    return new ApprovePayment(
        new PaymentMethod(PaymentMethod.Type.CARD, null), new Session.Telling(paymentKey));
  }

  /**
   * Reads the wish.
   *
   * @param sessionOptional whether a session may be opened on the spot
   * @throws com.moalog.fluxpay.http.RefusedException naming every field that is not acceptable
   */
  static ApprovePayment from(JsonBody body, boolean sessionOptional) {
    Fields fields = new Fields(body);
    Optional<PaymentMethod.Type> type =
        fields.requiredConstant("paymentMethod", PaymentMethod.Type.class);
    Optional<String> provider = fields.text("easyPayProvider", PROVIDER_LIMIT);
    boolean easyPay = type.filter(chosen -> chosen == PaymentMethod.Type.EASY_PAY).isPresent();
    if (easyPay && !fields.has("easyPayProvider")) {
      fields.fault("easyPayProvider", "is required for EASY_PAY");
    }
    Optional<String> key =
        sessionOptional
            ? fields.text("paymentKey", KEY_LIMIT)
            : fields.requiredText("paymentKey", KEY_LIMIT);
    fields.refuseFaults();
    PaymentMethod.Type chosen = type.orElseThrow();
    return new ApprovePayment(
        easyPay
            ? new PaymentMethod(chosen, provider.orElseThrow())
            : new PaymentMethod(chosen, null),
        key.<Session>map(Session.Named::new).orElseGet(Session.OpenedOnTheSpot::new));
  }
}
