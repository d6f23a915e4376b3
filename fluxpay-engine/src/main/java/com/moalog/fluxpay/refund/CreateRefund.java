package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A client's wish for money to go back. */
record CreateRefund(PaymentId payment, Money amount, @Nullable String reason) {

  /** What the provider takes. */
  static final int REASON_LIMIT = 200;

  /**
   * Reads the wish.
   *
   * @throws com.moalog.fluxpay.http.RefusedException naming every field that is not acceptable
   */
  static CreateRefund from(JsonBody body) {
    Fields fields = new Fields(body);
    Optional<UUID> payment = fields.requiredUuid("paymentId");
    Optional<CurrencyCode> currency = fields.requiredConstant("currency", CurrencyCode.class);
    Optional<Money> amount = fields.requiredMoney("amount", currency.orElse(CurrencyCode.EUR));
    @Nullable String reason = fields.text("reason", REASON_LIMIT).orElse(null);
    fields.refuseFaults();
    return new CreateRefund(new PaymentId(payment.orElseThrow()), amount.orElseThrow(), reason);
  }
}
