package com.moalog.sandbox.toss;

import com.moalog.sandbox.faults.Subject;
import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.Answer.Reply;
import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import com.moalog.sandbox.toss.model.CancelWish;
import com.moalog.sandbox.toss.model.Outcome;
import com.moalog.sandbox.toss.model.Payment;
import com.moalog.sandbox.toss.model.Refusal;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The calls that a merchant's server makes: confirm, lookup, cancel (<a
 * href="https://docs.tosspayments.com/reference">Core API</a>). Thread-safe.
 */
final class TossApi {

  private final TossGate gate;
  private final PaymentBook book;
  private final InstantSource clock;
  private final Keys newKeys;

  TossApi(TossGate gate, PaymentBook book, InstantSource clock, Keys newKeys) {
    this.gate = gate;
    this.book = book;
    this.clock = clock;
    this.newKeys = newKeys;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/payments/confirm", (request, _) -> confirm(request)),
        new Route(
            "GET",
            "/v1/payments/{paymentKey}",
            (request, path) ->
                lookup(
                    request, about("lookup", path.getFirst()), () -> book.find(path.getFirst()))),
        new Route(
            "GET",
            "/v1/payments/orders/{orderId}",
            (request, path) ->
                lookup(
                    request,
                    new Subject("lookup", path.getFirst(), null, null),
                    () -> book.findByOrder(path.getFirst()))),
        new Route(
            "POST",
            "/v1/payments/{paymentKey}/cancel",
            (request, path) -> cancel(request, path.getFirst())));
  }

  private Answer confirm(Request request) {
    return gate.pass(
        request,
        confirmSubject(request),
        () -> {
          Fields fields = Fields.of(request);
          String orderId = fields.orderId();
          BigDecimal amount = fields.amount("amount");
          return reply(
              request,
              book.move(
                  fields.text("paymentKey"),
                  payment ->
                      payment.confirm(orderId, amount, clock.instant(), newKeys.transaction())));
        });
  }

  /** For the rules only; whatever is wrong with the body is refused later. */
  private static Subject confirmSubject(Request request) {
    try {
      Fields fields = Fields.of(request);
      return new Subject(
          "confirm",
          fields.optionalText("orderId").orElse(null),
          fields.optionalText("paymentKey").orElse(null),
          fields.optionalAmount("amount").orElse(null));
    } catch (BadRequestException refusedLater) {
      return Subject.of("confirm");
    }
  }

  private Answer lookup(Request request, Subject subject, Supplier<Optional<Payment>> search) {
    return gate.pass(
        request,
        subject,
        () ->
            search
                .get()
                .map(payment -> Json.reply(200, PaymentJson.of(payment, isEnglish(request))))
                .orElseGet(() -> gate.refused(Refusal.NOT_FOUND_PAYMENT)));
  }

  private Answer cancel(Request request, String paymentKey) {
    return gate.pass(
        request,
        about("cancel", paymentKey),
        () -> {
          CancelWish wish = wish(Fields.of(request));
          return reply(
              request,
              book.move(
                  paymentKey,
                  payment -> payment.cancel(wish, clock.instant(), newKeys.transaction())));
        });
  }

  private static CancelWish wish(Fields fields) {
    return new CancelWish(
        fields.text("cancelReason"),
        fields.optionalAmount("cancelAmount").orElse(null),
        fields.optionalAmount("refundableAmount").orElse(null),
        fields.has("refundReceiveAccount"));
  }

  private Subject about(String operation, String paymentKey) {
    Optional<Payment> payment = book.find(paymentKey);
    return new Subject(
        operation,
        payment.map(found -> found.session().orderId()).orElse(null),
        paymentKey,
        payment.map(found -> found.session().amount()).orElse(null));
  }

  private Reply reply(Request request, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Moved moved ->
          Json.reply(200, PaymentJson.of(moved.payment(), isEnglish(request)));
      case Outcome.Refused refused -> gate.refused(refused.why());
    };
  }

  static boolean isEnglish(Request request) {
    return request.header("accept-language").orElse("").startsWith("en");
  }
}
