package com.moalog.fluxpay.toss;

import com.moalog.fluxpay.psp.ProviderRecord;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads Toss Payments' payment object; unknown fields are ignored. */
final class Records {

  private Records() {}

  /** The record, or empty when a field that money depends on is missing or unreadable. */
  static Optional<ProviderRecord> read(@Nullable JsonNode body) {
    if (body == null || !body.path("totalAmount").isNumber()) {
      return Optional.empty();
    }
    String status = body.path("status").asString("");
    BigDecimal amount = body.path("totalAmount").decimalValue();
    return Arrays.stream(ProviderRecord.Status.values())
        .filter(known -> known.name().equals(status))
        .findFirst()
        .map(known ->
            new ProviderRecord(
                body.path("paymentKey").asString(""),
                body.path("orderId").asString(""),
                amount,
                body.path("balanceAmount").isNumber()
                    ? body.path("balanceAmount").decimalValue()
                    : null,
                body.path("currency").asString("KRW"),
                known,
                text(body.path("lastTransactionKey")),
                text(body.path("receipt").path("url")),
                text(body.path("secret")),
                Methods.read(body),
                cancels(body.path("cancels"))));
  }

  /** An entry that lacks a field counts as none: then its movement is looked up again. */
  private static List<ProviderRecord.Cancel> cancels(JsonNode entries) {
    return entries
        .valueStream()
        .filter(entry -> entry.path("cancelAmount").isNumber())
        .filter(entry -> !entry.path("transactionKey").asString("").isEmpty())
        .map(entry ->
            new ProviderRecord.Cancel(
                entry.path("cancelAmount").decimalValue(),
                entry.path("cancelReason").asString(""),
                entry.path("transactionKey").asString("")))
        .toList();
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() && !node.stringValue().isEmpty() ? node.stringValue() : null;
  }
}
