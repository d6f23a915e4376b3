package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a JSON body, read with their limits. Not thread-safe. */
final class Fields {

  /** What the provider takes as an order number. */
  static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9_=.@-]{6,64}");

  static final int MAX_TEXT = 200;
  static final BigDecimal MAX_AMOUNT = new BigDecimal("1000000000000");
  static final int MAX_DECIMALS = 4;

  private final ObjectNode body;

  private Fields(ObjectNode body) {
    this.body = body;
  }

  static Fields of(Request request) {
    return new Fields(Json.parseObject(request.body()));
  }

  boolean has(String name) {
    return body.hasNonNull(name);
  }

  boolean isTrue(String name) {
    return body.path(name).asBoolean(false);
  }

  String text(String name) {
    return optionalText(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> refused(name + " is needed"));
  }

  Optional<String> optionalText(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString() || value.stringValue().length() > MAX_TEXT) {
      throw refused(name + " is a text of at most " + MAX_TEXT + " characters");
    }
    return Optional.of(value.stringValue());
  }

  String orderId() {
    String orderId = text("orderId");
    if (!ORDER_ID.matcher(orderId).matches()) {
      throw refused("orderId is 6 to 64 of A-Z a-z 0-9 - _ = . @");
    }
    return orderId;
  }

  BigDecimal amount(String name) {
    return optionalAmount(name).orElseThrow(() -> refused(name + " is needed"));
  }

  Optional<BigDecimal> optionalAmount(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isNumber()) {
      throw refused(name + " is a number");
    }
    BigDecimal amount = value.decimalValue();
    if (amount.signum() <= 0
        || amount.compareTo(MAX_AMOUNT) > 0
        || amount.stripTrailingZeros().scale() > MAX_DECIMALS) {
      throw refused(name + " is above 0 and at most " + MAX_AMOUNT.toPlainString());
    }
    return Optional.of(amount);
  }

  static BadRequestException refused(String message) {
    return new BadRequestException(400, message);
  }
}
