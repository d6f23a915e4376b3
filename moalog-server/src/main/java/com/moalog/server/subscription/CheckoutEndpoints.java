package com.moalog.server.subscription;

import com.moalog.server.fluxpay.FluxpayClient;
import com.moalog.server.fluxpay.FluxpayException;
import com.moalog.server.http.Envelope;
import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Input;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import com.moalog.server.subscription.model.Plan;
import com.moalog.server.subscription.model.Subscription;
import com.moalog.server.subscription.model.SubscriptionStatus;
import com.moalog.server.web.WebSettings;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * How a browser pays for the plan that its member chose: it learns what to pay for and where, and
 * brings back what the provider's page handed to it. The plan begins by the engine's webhook.
 */
@RestController
@Tag(name = "Payment")
class CheckoutEndpoints {

  private static final Pattern PAYMENT_KEY = Pattern.compile("[A-Za-z0-9_=\\-]{1,200}");

  private final Subscriptions subscriptions;
  private final FluxpayClient fluxpay;
  private final WebSettings web;

  CheckoutEndpoints(Subscriptions subscriptions, FluxpayClient fluxpay, WebSettings web) {
    this.subscriptions = subscriptions;
    this.fluxpay = fluxpay;
    this.web = web;
  }

  @GetMapping("/api/v1/subscriptions/checkout")
  Envelope<Checkout> checkout(MemberId member) {
    Subscription pending = pending(member);
    Plan plan = pending.plan();
    return Envelope.success(
        new Checkout(
            pending.id(),
            payment(pending).orderId(),
            "Moalog " + plan.displayName(),
            plan.monthlyPriceKrw(),
            web.checkoutUrl()));
  }

  @PostMapping("/api/v1/subscriptions/checkout")
  Envelope<@Nullable Void> pay(MemberId member, @RequestBody Approval approval) {
    String key = Input.required("paymentKey", approval.paymentKey());
    String order = Input.required("orderId", approval.orderId());
    if (!PAYMENT_KEY.matcher(key).matches()) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "paymentKey");
    }
    if (hasBegun(member, order)) {
      return Envelope.done();
    }
    Subscription pending = pending(member);
    Subscription.Payment payment = payment(pending);
    if (!payment.orderId().equals(order)) {
      throw Refusal.of(ErrorCode.NO_SUBSCRIPTION);
    }
    try {
      fluxpay.capture(pending.id(), payment.paymentId(), key);
    } catch (FluxpayException failed) {
      throw Subscribing.refusal(pending, failed);
    }
    return Envelope.done();
  }

  /** The page may be loaded again after the payment has come through. */
  private boolean hasBegun(MemberId member, String order) {
    return subscriptions
        .find(member, SubscriptionStatus.ACTIVE)
        .map(Subscription::payment)
        .filter(payment -> payment.orderId().equals(order))
        .isPresent();
  }

  private Subscription pending(MemberId member) {
    return subscriptions
        .find(member, SubscriptionStatus.PENDING)
        .orElseThrow(() -> Refusal.of(ErrorCode.NO_SUBSCRIPTION));
  }

  private static Subscription.Payment payment(Subscription pending) {
    Subscription.Payment payment = pending.payment();
    if (payment == null) {
      throw Refusal.of(ErrorCode.NO_SUBSCRIPTION);
    }
    return payment;
  }

  /**
   * What is to be paid.
   *
   * @param checkoutUrl the page to pay on, empty when there is none
   */
  record Checkout(
      long subscriptionId, String orderId, String orderName, int amount, String checkoutUrl) {}

  record Approval(@Nullable String paymentKey, @Nullable String orderId) {}
}
