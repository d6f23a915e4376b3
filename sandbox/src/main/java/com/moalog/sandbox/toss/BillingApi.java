package com.moalog.sandbox.toss;

import com.moalog.sandbox.faults.Subject;
import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.Answer.Reply;
import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import com.moalog.sandbox.toss.BillingKeys.BillingKey;
import com.moalog.sandbox.toss.model.Outcome;
import com.moalog.sandbox.toss.model.Payment;
import com.moalog.sandbox.toss.model.PaymentMethod;
import com.moalog.sandbox.toss.model.Refusal;
import com.moalog.sandbox.toss.model.Session;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Automatic billing: a key for a customer's card, charges on it, and its end. Any {@code authKey}
 * stands for a customer who approved. Thread-safe.
 */
final class BillingApi {

  private final TossGate gate;
  private final PaymentBook book;
  private final BillingKeys keys;
  private final InstantSource clock;
  private final Keys newKeys;

  BillingApi(TossGate gate, PaymentBook book, BillingKeys keys, InstantSource clock, Keys newKeys) {
    this.gate = gate;
    this.book = book;
    this.keys = keys;
    this.clock = clock;
    this.newKeys = newKeys;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            "/v1/billing/authorizations/issue",
            (request, _) ->
                gate.pass(request, Subject.of("billing_issue"), () -> issue(Fields.of(request)))),
        new Route(
            "POST",
            "/v1/billing/{billingKey}",
            (request, path) -> charge(request, path.getFirst())),
        new Route(
            "DELETE",
            "/v1/billing/{billingKey}",
            (request, path) ->
                gate.pass(request, Subject.of("billing_revoke"), () -> revoke(path.getFirst()))));
  }

  private Reply issue(Fields fields) {
    fields.text("authKey");
    String customerKey = fields.text("customerKey");
    String key = newKeys.transaction();
    keys.issue(key, customerKey);
    ObjectNode json =
        Json.object()
            .put("mId", "sandbox")
            .put("customerKey", customerKey)
            .put("authenticatedAt", PaymentJson.time(clock.instant()))
            .put("method", PaymentMethod.CARD.title(false))
            .put("billingKey", key)
            .put("cardCompany", "신한")
            .put("cardNumber", "43301234****123*");
    return Json.reply(200, json);
  }

  private Answer charge(Request request, String billingKey) {
    return gate.pass(
        request, subject(request), () -> charge(request, Fields.of(request), billingKey));
  }

  /** For the rules only; whatever is wrong with the body is refused later. */
  private static Subject subject(Request request) {
    try {
      Fields fields = Fields.of(request);
      return new Subject(
          "billing_charge",
          fields.optionalText("orderId").orElse(null),
          null,
          fields.optionalAmount("amount").orElse(null));
    } catch (BadRequestException refusedLater) {
      return Subject.of("billing_charge");
    }
  }

  private Reply charge(Request request, Fields fields, String billingKey) {
    Optional<BillingKey> key = keys.find(billingKey).filter(one -> !one.isRevoked());
    if (key.isEmpty()) {
      return gate.refused(Refusal.INVALID_BILL_KEY_REQUEST);
    }
    if (!key.get().customerKey().equals(fields.text("customerKey"))) {
      return gate.refused(Refusal.NOT_MATCHES_CUSTOMER_KEY);
    }
    Session session = session(fields);
    Instant now = clock.instant();
    Outcome outcome =
        book.charge(session.orderId(), Payment.charged(session, now, newKeys.transaction()));
    return switch (outcome) {
      case Outcome.Moved moved ->
          Json.reply(200, PaymentJson.of(moved.payment(), TossApi.isEnglish(request)));
      case Outcome.Refused refused -> gate.refused(refused.why());
    };
  }

  private Session session(Fields fields) {
    return new Session(
        newKeys.payment(),
        fields.orderId(),
        fields.text("orderName"),
        PaymentMethod.CARD,
        fields.amount("amount"),
        fields.optionalText("currency").orElse("KRW"),
        clock.instant(),
        true,
        newKeys.transaction());
  }

  private Reply revoke(String billingKey) {
    return keys.revoke(billingKey)
        ? Json.reply(200, Json.object().put("billingKey", billingKey))
        : gate.refused(Refusal.NOT_FOUND_BILLING);
  }
}
