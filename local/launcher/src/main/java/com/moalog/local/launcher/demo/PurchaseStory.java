package com.moalog.local.launcher.demo;

import static com.moalog.local.launcher.demo.Check.hasItems;
import static com.moalog.local.launcher.demo.Check.is;
import static com.moalog.local.launcher.demo.Check.isNumber;
import static com.moalog.local.launcher.demo.Check.isText;
import static com.moalog.local.launcher.demo.Check.matches;

import com.moalog.local.launcher.Addresses;
import com.moalog.local.launcher.demo.ArrivalStory.Member;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A member buys the PRO plan. The demo plays the checkout page: it knows the order that the member
 * has to pay, lets the payment provider's window approve it, and tells the payment engine. Not
 * thread-safe.
 */
final class PurchaseStory {

  private static final int PRICE = 9_900;
  private static final Duration ACTIVATION_LIMIT = Duration.ofSeconds(30);

  private final Storyteller teller;
  private final Party checkout;
  private final Party provider;
  private final Supplier<UUID> newKeys;

  /** What was paid. */
  record Paid(String orderId, String paymentId) {}

  PurchaseStory(Storyteller teller, Addresses addresses, Supplier<UUID> newKeys) {
    this.teller = teller;
    this.checkout =
        new Party(addresses.fluxpay(), Map.of("X-Tenant-Id", "moalog"), Dialect.FLUXPAY);
    this.provider = new Party(addresses.sandbox(), Map.of(), Dialect.PLAIN);
    this.newKeys = newKeys;
  }

  Paid tell(Member minaHerself) throws InterruptedException {
    Party mina = minaHerself.party();
    teller.chapter("A paid plan");
    choose(mina);
    String orderId = order(minaHerself.id());
    String paymentId = payment(orderId);
    pay(orderId, paymentId);
    activate(mina, orderId);
    return new Paid(orderId, paymentId);
  }

  private void choose(Party mina) {
    teller
        .step("Mina compares the plans")
        .expects(hasItems("", 3), is("/1/name", "PRO"), is("/1/monthlyPrice", PRICE))
        .shows("/0/name", "/1/name", "/1/monthlyPrice", "/2/name")
        .by(mina.get("/api/v1/plans"));
    teller
        .step("She is on the free one")
        .expects(is("/planName", "Free"), is("/status", "Active"))
        .shows("/planName", "/status")
        .by(mina.get("/api/v1/subscriptions/me"));
    teller
        .step("She orders PRO")
        .expects(isNumber("/subscriptionId"), is("/planName", "Pro"), is("/status", "Pending"))
        .shows("/subscriptionId", "/planName", "/status")
        .by(
            mina.post("/api/v1/subscriptions", Map.of("planName", "PRO"))
                .with("Idempotency-Key", newKeys.get().toString()));
  }

  private String order(long minaId) {
    return teller
        .step("The checkout page finds the order")
        .expects(hasItems("", 1), is("/0/status", "PENDING"), is("/0/totalAmount", PRICE))
        .expects(isText("/0/orderId"))
        .shows("/0/orderId", "/0/status", "/0/totalAmount")
        .by(checkout.get("/api/v1/orders?userId=" + minaId))
        .text("/0/orderId");
  }

  private String payment(String orderId) {
    return teller
        .step("... and its payment")
        .expects(hasItems("", 1), is("/0/status", "READY"), is("/0/amount", PRICE))
        .shows("/0/paymentId", "/0/status")
        .by(checkout.get("/api/v1/payments?orderId=" + orderId))
        .text("/0/paymentId");
  }

  private void pay(String orderId, String paymentId) {
    String paymentKey =
        teller
            .step("Mina approves at the provider")
            .expects(isText("/paymentKey"), is("/status", "IN_PROGRESS"))
            .shows("/status", "/paymentKey")
            .by(
                provider.post(
                    "/__admin/sessions",
                    Map.of(
                        "orderId",
                        orderId,
                        "amount",
                        PRICE,
                        "method",
                        "CARD",
                        "authenticated",
                        true)))
            .text("/paymentKey");
    String path = "/api/v1/payments/" + paymentId;
    teller
        .step("The engine checks the approval")
        .expects(is("/status", "APPROVED"), is("/paymentId", paymentId))
        .shows("/status", "/paymentMethod")
        .by(
            keyed(
                checkout.post(
                    path + "/approve", Map.of("paymentMethod", "CARD", "paymentKey", paymentKey))));
    teller
        .step("... and captures the money")
        .expects(is("/status", "CONFIRMED"), is("/amount", PRICE), isText("/pgTransactionId"))
        .shows("/status", "/pgTransactionId")
        .by(keyed(checkout.post(path + "/confirm")));
  }

  private Call keyed(Call call) {
    return call.with("X-Idempotency-Key", newKeys.get().toString());
  }

  private void activate(Party mina, String orderId) throws InterruptedException {
    teller
        .step("The provider took the money once")
        .expects(is("/total/captures", 1), is("/total/captured", PRICE), is("/total/cancels", 0))
        .shows("/total/captures", "/total/captured")
        .by(provider.get("/__admin/effects?orderId=" + orderId));
    teller
        .step("The webhook makes her plan active")
        .expects(is("/planName", "Pro"), is("/status", "Active"))
        .expects(matches("/expiresAt", "\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}"))
        .shows("/planName", "/status", "/expiresAt")
        .until(mina.get("/api/v1/subscriptions/me"), ACTIVATION_LIMIT);
    teller
        .step("The order is paid")
        .expects(is("/orderId", orderId), is("/status", "PAID"))
        .shows("/status", "/paidAt")
        .by(checkout.get("/api/v1/orders/" + orderId));
  }
}
