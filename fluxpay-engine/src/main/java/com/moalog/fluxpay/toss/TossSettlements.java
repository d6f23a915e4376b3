package com.moalog.fluxpay.toss;

import com.moalog.fluxpay.psp.SettlementList;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code GET /transactions}, within the bulkhead and the circuit of all calls. Thread-safe. */
final class TossSettlements implements SettlementList {

  /** The provider reads times without an offset as Korean. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.ofHours(9));

  private final TossPayments payments;
  private final TossHttp http;
  private final TossSettings settings;

  TossSettlements(TossPayments payments, TossHttp http, TossSettings settings) {
    this.payments = payments;
    this.http = http;
    this.settings = settings;
  }

  @Override
  public Page page(Span span, @Nullable String after, int limit) {
    String path =
        "/transactions?startDate="
            + TIME.format(span.from())
            + "&endDate="
            + TIME.format(span.until())
            + "&limit="
            + limit
            + (after == null ? "" : "&startingAfter=" + TossPayments.encoded(after));
    Page page =
        switch (payments.guarded(time -> http.get(path, time), settings.totalLimit())) {
          case Reply.Answered answer when answer.isSuccess() -> read(answer.body());
          case Reply.Answered answer ->
              new Page.Failed("HTTP " + answer.status() + " " + answer.code());
          case Reply.NotSent(String cause, _) -> new Page.Failed(cause);
          case Reply.Lost(String cause, _) -> new Page.Failed(cause);
        };
    payments.count("transactions", page.getClass());
    return page;
  }

  /** A list with an entry that cannot be read is not half a list: nobody may conclude from it. */
  private static Page read(@Nullable JsonNode body) {
    if (body == null || !body.isArray()) {
      return new Page.Failed("unreadable list");
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode row : body) {
      try {
        entries.add(entry(row));
      } catch (IllegalArgumentException | DateTimeException unreadable) {
        return new Page.Failed("unreadable entry: " + unreadable.getMessage());
      }
    }
    return new Page.Entries(entries);
  }

  private static Entry entry(JsonNode row) {
    if (!row.path("amount").isNumber()) {
      throw new IllegalArgumentException("no amount");
    }
    return new Entry(
        text(row, "transactionKey"),
        text(row, "paymentKey"),
        row.path("orderId").asString(""),
        row.path("amount").decimalValue(),
        row.path("currency").asString("KRW"),
        row.path("status").asString(""),
        at(row));
  }

  private static Instant at(JsonNode row) {
    return OffsetDateTime.parse(text(row, "transactionAt")).toInstant();
  }

  private static String text(JsonNode row, String name) {
    String text = row.path(name).asString("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no " + name);
    }
    return text;
  }
}
