package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.Answer;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import com.moalog.sandbox.toss.model.Movement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code GET /__admin/effects}: what really happened to the money, per order and per payment. A
 * test asserts "captured exactly once" here and not in the database of the system under test.
 * Thread-safe.
 */
final class MoneyOracle {

  /** Longest list of orders or payments in one answer; the totals always count all. */
  static final int MAX_LISTED = 1_000;

  private final PaymentBook book;

  MoneyOracle(PaymentBook book) {
    this.book = book;
  }

  /** The effects on one order, one payment, or all. */
  record Effects(int captures, BigDecimal captured, int cancels, BigDecimal canceled) {

    static Effects of(List<Movement> movements) {
      List<Movement> captures = movements.stream().filter(Movement::isCapture).toList();
      List<Movement> cancels = movements.stream().filter(one -> !one.isCapture()).toList();
      return new Effects(captures.size(), sum(captures), cancels.size(), sum(cancels).negate());
    }

    private static BigDecimal sum(List<Movement> movements) {
      return movements.stream().map(Movement::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  List<Route> routes() {
    return List.of(new Route("GET", "/__admin/effects", (request, _) -> effects(request)));
  }

  private Answer effects(Request request) {
    String orderId = request.query().getOrDefault("orderId", "");
    String paymentKey = request.query().getOrDefault("paymentKey", "");
    List<Movement> movements =
        book.movements().stream()
            .filter(one -> orderId.isEmpty() || one.orderId().equals(orderId))
            .filter(one -> paymentKey.isEmpty() || one.paymentKey().equals(paymentKey))
            .toList();
    Map<String, Effects> orders = grouped(movements, Movement::orderId);
    Map<String, Effects> payments = grouped(movements, Movement::paymentKey);
    return Json.reply(
        200,
        Map.of(
            "total", Effects.of(movements),
            "orders", head(orders),
            "payments", head(payments),
            "truncated", orders.size() > MAX_LISTED || payments.size() > MAX_LISTED));
  }

  private static Map<String, Effects> grouped(
      List<Movement> movements, Function<Movement, String> id) {
    return movements.stream()
        .collect(
            Collectors.groupingBy(
                id, TreeMap::new, Collectors.collectingAndThen(Collectors.toList(), Effects::of)));
  }

  private static Map<String, Effects> head(Map<String, Effects> all) {
    return all.entrySet().stream()
        .limit(MAX_LISTED)
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
  }
}
