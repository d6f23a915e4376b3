package com.moalog.fluxpay.payment;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.OrderId;
import java.util.Optional;
import java.util.UUID;

/** The wish to pay an order. */
record CreatePayment(OrderId orderId, Money amount) {

  /**
   * Reads the wish.
   *
   * @throws com.moalog.fluxpay.http.RefusedException naming every field that is not acceptable
   */
  static CreatePayment from(JsonBody body) {
    Fields fields = new Fields(body);
    Optional<UUID> order = fields.requiredUuid("orderId");
    Optional<CurrencyCode> currency = fields.requiredConstant("currency", CurrencyCode.class);
    Optional<Money> amount = fields.requiredMoney("amount", currency.orElse(CurrencyCode.EUR));
    fields.refuseFaults();
    return new CreatePayment(new OrderId(order.orElseThrow()), amount.orElseThrow());
  }
}
