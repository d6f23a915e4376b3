package com.moalog.bench.crash;

import java.io.IOException;
import java.util.List;

/** Everything that the engine does in more than one durable step, or with money in one. */
final class Flows {

  private static final String RESERVATIONS = "/api/v1/credits/reservations/";
  private static final int DECLINES = 100;

  static final Flow CONFIRM =
      new Flow("payment confirm", one -> Merchant.newConfirm(one.approved(one.order())));

  private Flows() {}

  static List<Flow> all() {
    return List.of(
        new Flow("order create", Merchant::newOrder),
        new Flow("payment create", one -> one.newPayment(one.order())),
        new Flow("payment approve", Flows::approval),
        CONFIRM,
        new Flow("payment void", one -> call("POST", payment(one.approved(one.order())), "cancel")),
        new Flow(
            "refund in full", one -> Merchant.newRefund(one.captured(one.order()), one.price())),
        new Flow(
            "refund in part", one -> Merchant.newRefund(one.captured(one.order()), Merchant.PART)),
        new Flow("paid order cancel", one -> paidOrder(one, "PUT", "cancel")),
        new Flow("paid order fail", one -> paidOrder(one, "POST", "fail")),
        new Flow("billing key issue", Merchant::newCard),
        new Flow("subscription create", Merchant::newSubscription),
        new Flow("subscription create, declined", Flows::declinedSubscription),
        new Flow("subscription renew", Flows::renewal),
        new Flow("subscription renew, declined", Flows::declinedRenewal),
        new Flow("subscription dunning", Flows::dunning),
        new Flow("subscription cancel, prorated", Flows::cancellation),
        new Flow("credit for a payment", one -> one.newCredit(one.captured(one.order()))),
        new Flow("credit grant", Merchant::newCredit),
        new Flow("credit reserve", Merchant::newReservation),
        new Flow("credit confirm", one -> use(one, "confirm", "{\"amount\":1500}")),
        new Flow("credit cancel", one -> use(one, "cancel", "")),
        new Flow("credit refund", Flows::creditRefund));
  }

  private static String payment(String id) {
    return "/api/v1/payments/" + id + "/";
  }

  private static Deed call(String method, String path, String verb) {
    return new Deed.Call(method, path + verb, "");
  }

  private static Deed approval(Merchant one) throws IOException {
    String order = one.order();
    return one.newApproval(order, one.payment(order));
  }

  private static Deed paidOrder(Merchant one, String method, String verb) throws IOException {
    String order = one.order();
    one.captured(order);
    return call(method, "/api/v1/orders/" + order + "/", verb);
  }

  private static Deed declinedSubscription(Merchant one) throws IOException {
    Deed deed = one.newSubscription();
    one.declineCharges(DECLINES);
    return deed;
  }

  private static Deed renewal(Merchant one) throws IOException {
    one.subscription();
    return new Deed.Due();
  }

  private static Deed declinedRenewal(Merchant one) throws IOException {
    one.subscription();
    one.declineCharges(DECLINES);
    return new Deed.Due();
  }

  /** The first charge of the second cycle was declined; the next one will not be. */
  private static Deed dunning(Merchant one) throws IOException {
    String subscription = one.subscription();
    one.declineCharges(1);
    one.renewUntil(subscription, "PAST_DUE");
    return new Deed.Due();
  }

  private static Deed cancellation(Merchant one) throws IOException {
    return new Deed.Call(
        "PUT",
        "/api/v1/subscriptions/" + one.subscription() + "/cancel",
        "{\"mode\":\"IMMEDIATE\",\"refundPolicy\":\"PRORATED\"}");
  }

  private static Deed use(Merchant one, String verb, String body) throws IOException {
    return Merchant.post(RESERVATIONS + one.reservation() + "/" + verb, body);
  }

  private static Deed creditRefund(Merchant one) throws IOException {
    String reservation = one.reservation();
    one.done("POST", RESERVATIONS + reservation + "/confirm", "");
    return Merchant.post(
        "/api/v1/credits/refund",
        "{\"reservationId\":\"%s\",\"amount\":1500,\"referenceId\":\"back-%s\",\"reason\":\"unused\"}"
            .formatted(reservation, one.tenant()));
  }
}
