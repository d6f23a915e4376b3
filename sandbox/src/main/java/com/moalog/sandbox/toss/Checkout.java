package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import com.moalog.sandbox.toss.model.Outcome;
import com.moalog.sandbox.toss.model.Payment;
import com.moalog.sandbox.toss.model.PaymentMethod;
import com.moalog.sandbox.toss.model.Session;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * {@code /__admin/sessions}: what a customer does in the browser at the provider's checkout page.
 * Thread-safe.
 */
final class Checkout {

  private final PaymentBook book;
  private final InstantSource clock;
  private final Keys newKeys;

  Checkout(PaymentBook book, InstantSource clock, Keys newKeys) {
    this.book = book;
    this.clock = clock;
    this.newKeys = newKeys;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/__admin/sessions", (request, _) -> open(request)),
        new Route(
            "POST",
            "/__admin/sessions/{paymentKey}/{act}",
            (_, path) -> act(path.getFirst(), path.get(1))));
  }

  private Answer open(Request request) {
    Session session = session(Fields.of(request));
    book.open(Payment.opened(session));
    if (Fields.of(request).isTrue("authenticated")) {
      book.move(session.paymentKey(), payment -> payment.authenticate(clock.instant()));
    }
    return shown(session.paymentKey());
  }

  private Session session(Fields fields) {
    String method = fields.optionalText("method").orElse(PaymentMethod.CARD.name());
    return new Session(
        newKeys.payment(),
        fields.orderId(),
        fields.optionalText("orderName").orElse("Order"),
        PaymentMethod.named(method)
            .orElseThrow(
                () -> Fields.refused("method is one of " + List.of(PaymentMethod.values()))),
        fields.amount("amount"),
        fields.optionalText("currency").orElse("KRW"),
        clock.instant(),
        false,
        newKeys.transaction());
  }

  private Answer act(String paymentKey, String act) {
    Instant now = clock.instant();
    Outcome outcome =
        switch (act) {
          case "authenticate" -> book.move(paymentKey, payment -> payment.authenticate(now));
          case "abort" -> book.move(paymentKey, Payment::abort);
          case "deposit" ->
              book.move(paymentKey, payment -> payment.deposit(now, newKeys.transaction()));
          default -> throw Fields.refused("a customer can authenticate, abort or deposit");
        };
    return switch (outcome) {
      case Outcome.Moved _ -> shown(paymentKey);
      case Outcome.Refused refused ->
          Json.reply(
              409,
              Map.of(
                  "code", refused.why().name(), "message", "not possible in this state: " + act));
    };
  }

  private Answer shown(String paymentKey) {
    String status = book.find(paymentKey).map(found -> found.status().name()).orElse("");
    return Json.reply(200, Map.of("paymentKey", paymentKey, "status", status));
  }
}
