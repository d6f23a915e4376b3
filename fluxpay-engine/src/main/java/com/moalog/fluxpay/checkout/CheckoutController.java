package com.moalog.fluxpay.checkout;

import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.idempotency.Idempotency;
import com.moalog.fluxpay.idempotency.Idempotency.Need;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.order.PlaceOrder;
import com.moalog.fluxpay.payment.CheckoutPayments;
import com.moalog.fluxpay.tenant.TenantFeatures;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Order and payment in one call over HTTP. */
@RestController
class CheckoutController {

  private final Checkout checkout;
  private final TenantFeatures features;
  private final Idempotency idempotency;

  CheckoutController(Checkout checkout, TenantFeatures features, Idempotency idempotency) {
    this.checkout = checkout;
    this.features = features;
    this.idempotency = idempotency;
  }

  @PostMapping(path = "/api/v1/payments/checkout", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<String> checkout(Caller caller, HttpServletRequest request, JsonBody body) {
    Checkout.Wish wish = new Checkout.Wish(PlaceOrder.from(body), CheckoutPayments.chosen(body));
    wish.order().requireService(caller, features);
    return idempotency.execute(
        caller, request, body, Need.REQUIRED, ticket -> checkout.execute(caller, wish, ticket));
  }
}
