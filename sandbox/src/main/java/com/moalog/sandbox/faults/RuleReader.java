package com.moalog.sandbox.faults;

import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.http.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a rule from JSON and refuses what it does not understand. Stateless. */
final class RuleReader {

  static final int MAX_TIMES = 1_000_000;
  static final int MAX_DELAY_MILLIS = 60_000;
  static final int MAX_RETRY_AFTER_SECONDS = 3_600;
  static final int MAX_TEXT = 100_000;

  private static final Set<String> RULE_FIELDS = Set.of("match", "times", "then");
  private static final Set<String> MATCH_FIELDS =
      Set.of("operation", "orderId", "paymentKey", "amount", "probability");

  private RuleReader() {}

  static Rule read(String text) {
    ObjectNode json = Json.parseObject(text);
    refuseUnknown(json, RULE_FIELDS);
    return new Rule(match(json.path("match")), times(json), fault(json.path("then")));
  }

  private static int times(ObjectNode json) {
    return json.has("times") ? number(json, "times", 1, MAX_TIMES) : 1;
  }

  private static Match match(JsonNode json) {
    if (json.isMissingNode()) {
      return new Match("*", null, null, null, 1);
    }
    refuseUnknown(json, MATCH_FIELDS);
    double probability = json.path("probability").asDouble(1);
    if (!(probability >= 0 && probability <= 1)) {
      throw refused("match.probability is from 0 to 1");
    }
    return new Match(
        Optional.ofNullable(string(json, "operation")).orElse("*"),
        string(json, "orderId"),
        string(json, "paymentKey"),
        amount(json),
        probability);
  }

  private static @Nullable BigDecimal amount(JsonNode json) {
    JsonNode amount = json.path("amount");
    if (amount.isMissingNode()) {
      return null;
    }
    if (!amount.isNumber()) {
      throw refused("match.amount is a number");
    }
    return amount.decimalValue();
  }

  private static @Nullable String string(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isString()) {
      throw refused("match." + name + " is a text");
    }
    return value.stringValue();
  }

  /** {@code "hang"}, {@code {"hang": {}}} and {@code {"error": {...}}} are all understood. */
  private static Fault fault(JsonNode then) {
    if (then.isString()) {
      return fault(then.stringValue(), Json.object());
    }
    if (then.isObject() && then.size() == 1) {
      Map.Entry<String, JsonNode> only = then.properties().iterator().next();
      return fault(only.getKey(), only.getValue());
    }
    throw refused("then is the name of a fault, or an object with that name as its only field");
  }

  private static Fault fault(String name, JsonNode with) {
    return switch (name) {
      case "error" -> error(with);
      case "delay" -> new Fault.Delay(number(with, "ms", 0, MAX_DELAY_MILLIS));
      case "hang" -> new Fault.Hang();
      case "reset_before" -> new Fault.ResetBefore();
      case "apply_then_reset" -> new Fault.ApplyThenReset();
      case "apply_then_500" -> new Fault.ApplyThen500();
      case "apply_then_hang" -> new Fault.ApplyThenHang();
      case "malformed" -> new Fault.Malformed();
      case "wrong_shape" -> new Fault.WrongShape();
      case "status" -> new Fault.Field("status", "/status", text(with, "status"));
      case "content" ->
          new Fault.Field("content", "/choices/0/message/content", text(with, "content"));
      case "rate_limit" -> rateLimit(with);
      default -> throw refused("no fault is called " + name);
    };
  }

  private static Fault error(JsonNode with) {
    String code = text(with.path("code"), "error.code");
    String message = with.path("message").asString("Scripted failure " + code);
    return new Fault.ProviderError(number(with, "http", 400, 599), code, message);
  }

  private static Fault rateLimit(JsonNode with) {
    return new Fault.RateLimit(
        with.has("retryAfterSeconds")
            ? number(with, "retryAfterSeconds", 0, MAX_RETRY_AFTER_SECONDS)
            : 1);
  }

  private static String text(JsonNode value, String name) {
    if (!value.isString() || value.stringValue().length() > MAX_TEXT) {
      throw refused(name + " is a text of at most " + MAX_TEXT + " characters");
    }
    return value.stringValue();
  }

  private static int number(JsonNode json, String name, int least, int most) {
    JsonNode value = json.path(name);
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      throw refused(name + " is a whole number from " + least + " to " + most);
    }
    return value.intValue();
  }

  private static void refuseUnknown(JsonNode json, Set<String> known) {
    if (!json.isObject()) {
      throw refused("an object with " + known + " is needed");
    }
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        throw refused("unknown field " + name + "; known are " + known);
      }
    }
  }

  private static BadRequestException refused(String message) {
    return new BadRequestException(400, message);
  }
}
