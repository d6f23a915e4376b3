package com.moalog.sandbox.toss;

import com.moalog.sandbox.faults.Subject;
import com.moalog.sandbox.http.Answer.Reply;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import com.moalog.sandbox.http.Route;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/transactions}: the movements of money of a period, oldest first. Thread-safe. */
final class TransactionFeed {

  static final int DEFAULT_LIMIT = 100;
  static final int MAX_LIMIT = 5_000;

  /** Dates without an offset are Korean. */
  private static final ZoneOffset KOREA = ZoneOffset.ofHours(9);

  private final TossGate gate;
  private final PaymentBook book;
  private final FeedScript script;

  TransactionFeed(TossGate gate, PaymentBook book, FeedScript script) {
    this.gate = gate;
    this.book = book;
    this.script = script;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/transactions",
            (request, _) -> gate.pass(request, Subject.of("transactions"), () -> page(request))));
  }

  private Reply page(Request request) {
    Instant start = date(request, "startDate");
    Instant end = date(request, "endDate");
    int limit = limit(request.query().getOrDefault("limit", Integer.toString(DEFAULT_LIMIT)));
    List<ObjectNode> moved =
        book.movements().stream()
            .filter(movement -> !movement.at().isBefore(start) && !movement.at().isAfter(end))
            .map(movement -> PaymentJson.of(movement, TossApi.isEnglish(request)))
            .toList();
    List<ObjectNode> all = script.applied(moved);
    ArrayNode page = Json.object().arrayNode();
    all.stream()
        .skip(after(all, request.query().getOrDefault("startingAfter", "")))
        .limit(limit)
        .forEach(page::add);
    return Json.reply(200, page);
  }

  /** How many rows stand before the given key and under it. */
  private static int after(List<ObjectNode> all, String transactionKey) {
    if (transactionKey.isEmpty()) {
      return 0;
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).path("transactionKey").asString("").equals(transactionKey)) {
        return i + 1;
      }
    }
    throw Fields.refused("startingAfter names no transaction");
  }

  private static Instant date(Request request, String name) {
    try {
      String text = request.query().getOrDefault(name, "");
      return LocalDateTime.parse(text).toInstant(KOREA);
    } catch (DateTimeException malformed) {
      throw Fields.refused(name + " is a time such as 2026-01-31T00:00:00");
    }
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
      throw Fields.refused("limit is from 1 to " + MAX_LIMIT);
    } catch (NumberFormatException notANumber) {
      throw Fields.refused("limit is from 1 to " + MAX_LIMIT);
    }
  }
}
