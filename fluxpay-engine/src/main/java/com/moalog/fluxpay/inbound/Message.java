package com.moalog.fluxpay.inbound;

import com.moalog.fluxpay.http.Fingerprint;
import com.moalog.fluxpay.http.JsonBody;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Toss Payments tells. Most of its messages carry no signature, so nothing in them is believed
 * but the name of the payment that is worth a look.
 *
 * @param type the provider's word for it
 * @param deduplicationKey equal for the repeats of one message
 * @param paymentKey the provider's name of the payment; empty when it is not named so
 * @param orderId the order the payment was opened for; empty when it is not named so
 * @param cardHash of the provider's name of the card that is deleted; empty when none is
 * @param secret what a message about a deposit proves itself with; empty when it does not
 * @param body what is kept of the message, as JSON text: neither a secret nor anything personal
 */
record Message(
    String type,
    String deduplicationKey,
    String paymentKey,
    String orderId,
    String cardHash,
    String secret,
    String body) {

  private static final String DEPOSIT = "DEPOSIT_CALLBACK";

  /** What tells one message from another. */
  private static final List<String> CONTENT =
      List.of("paymentKey", "orderId", "status", "lastTransactionKey", "transactionKey");

  private static final int TYPE_LIMIT = 60;
  private static final int KEY_LIMIT = 200;

  /**
   * Reads a message.
   *
   * @param transmissionId what the provider calls this message; empty when it sent none
   */
  static Message read(JsonBody body, String transmissionId) {
    JsonNode fields = body.fields();
    JsonNode data = fields.path("data").isObject() ? fields.path("data") : fields;
    String type =
        cut(fields.path("eventType").asString(DEPOSIT), TYPE_LIMIT).toUpperCase(Locale.ROOT);
    String content =
        Stream.concat(Stream.of(type), CONTENT.stream().map(name -> text(data, name)))
            .collect(Collectors.joining(":"));
    return new Message(
        type,
        transmissionId.isEmpty() ? Fingerprint.sha256(content) : cut(transmissionId, KEY_LIMIT),
        text(data, "paymentKey"),
        text(data, "orderId"),
        type.equals("BILLING_DELETED")
            ? Fingerprint.sha256(data.path("billingKey").asString(""))
            : "",
        text(fields, "secret"),
        kept(body.fields(), data));
  }

  /** Whether it says that money came into a virtual account. */
  boolean isDeposit() {
    return type.equals(DEPOSIT);
  }

  /** Only what is named here: the provider puts the secret of a deposit in more than one place. */
  private static String kept(ObjectNode fields, JsonNode data) {
    ObjectNode kept = fields.objectNode();
    Stream.of("eventType", "createdAt").forEach(name -> kept.put(name, text(fields, name)));
    CONTENT.forEach(name -> kept.put(name, text(data, name)));
    return kept.toString();
  }

  private static String text(JsonNode data, String name) {
    return cut(data.path(name).asString(""), KEY_LIMIT);
  }

  private static String cut(String text, int limit) {
    return text.substring(0, Math.min(text.length(), limit));
  }
}
