package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.Html;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import com.moalog.sandbox.toss.model.Payment;
import com.moalog.sandbox.toss.model.PaymentMethod;
import com.moalog.sandbox.toss.model.Session;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page on which a person pays: like the provider's own window it takes an order, and sends the
 * browser back with a payment key, or with a reason. No money moves before the shop confirms.
 * Thread-safe.
 */
final class PaymentPage {

  private static final String PATH = "/checkout";
  private static final List<String> PASSED =
      List.of("orderId", "orderName", "amount", "successUrl", "failUrl");

  private final PaymentBook book;
  private final InstantSource clock;
  private final Keys newKeys;

  PaymentPage(PaymentBook book, InstantSource clock, Keys newKeys) {
    this.book = book;
    this.clock = clock;
    this.newKeys = newKeys;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, (request, _) -> show(request.query())),
        new Route("POST", PATH, (request, _) -> decide(request)));
  }

  private static Answer show(Map<String, String> order) {
    StringBuilder fields = new StringBuilder();
    for (String name : PASSED) {
      fields.append(Html.hidden(name, needed(order, name)));
    }
    return Html.page(
        "Sandbox payment",
        """
        <h1>%s</h1>
        <p class="amount">%s KRW</p>
        <p>This page plays the payment provider. No real money moves.</p>
        <form method="post" action="%s">
        %s
        <button name="decision" value="pay" autofocus>Pay by card</button>
        <button class="quiet" name="decision" value="cancel">Cancel</button>
        </form>
        <p class="note">%s</p>
        """
            .formatted(
                Html.escaped(needed(order, "orderName")),
                "%,d".formatted(amount(order).longValue()),
                PATH,
                fields,
                Html.escaped(needed(order, "orderId"))));
  }

  private Answer decide(Request request) {
    Map<String, String> form = request.form();
    String orderId = needed(form, "orderId");
    if (!Fields.ORDER_ID.matcher(orderId).matches()) {
      throw Fields.refused("orderId is 6 to 64 of A-Z a-z 0-9 - _ = . @");
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put("orderId", orderId);
    if (!form.getOrDefault("decision", "").equals("pay")) {
      values.put("code", "PAY_PROCESS_CANCELED");
      return Html.redirect(needed(form, "failUrl"), values);
    }
    values.put("paymentKey", pay(orderId, needed(form, "orderName"), amount(form)));
    values.put("amount", amount(form).toPlainString());
    return Html.redirect(needed(form, "successUrl"), values);
  }

  private String pay(String orderId, String orderName, BigDecimal amount) {
    Session session =
        new Session(
            newKeys.payment(),
            orderId,
            orderName,
            PaymentMethod.CARD,
            amount,
            "KRW",
            clock.instant(),
            false,
            newKeys.transaction());
    book.open(Payment.opened(session));
    book.move(session.paymentKey(), payment -> payment.authenticate(clock.instant()));
    return session.paymentKey();
  }

  private static BigDecimal amount(Map<String, String> values) {
    String text = needed(values, "amount");
    if (!text.matches("[1-9][0-9]{0,11}")) {
      throw Fields.refused("amount is a whole number of won");
    }
    return new BigDecimal(text);
  }

  private static String needed(Map<String, String> values, String name) {
    String value = values.getOrDefault(name, "");
    if (value.isBlank() || value.length() > 2_048) {
      throw Fields.refused(name + " is needed");
    }
    return value;
  }
}
