package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.Uuids;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a request and collects every fault, so that all are reported together by
 * {@link #refuseFaults()}. A field that is absent, null or faulty reads as empty. Not thread-safe.
 */
public final class Fields {

  private static final String REQUIRED = "is required";

  private final ObjectNode fields;
  private final String path;
  private final List<FieldError> faults;

  public Fields(JsonBody body) {
    this(body.fields(), "", new ArrayList<>());
  }

  private Fields(ObjectNode fields, String path, List<FieldError> faults) {
    this.fields = fields;
    this.path = path;
    this.faults = faults;
  }

  /** A text of 1 to {@code limit} characters that is not blank. */
  public Optional<String> text(String name, int limit) {
    Optional<JsonNode> node = present(name);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> text =
        node.filter(JsonNode::isString).map(JsonNode::stringValue).filter(s -> !s.isBlank());
    if (text.isEmpty() || text.get().length() > limit) {
      fault(name, "must be a text of 1 to " + limit + " characters");
      return Optional.empty();
    }
    return text;
  }

  /** As {@link #text}; its absence is a fault. */
  public Optional<String> requiredText(String name, int limit) {
    requirePresent(name);
    return text(name, limit);
  }

  /** A required UUID. */
  public Optional<UUID> requiredUuid(String name) {
    requirePresent(name);
    return uuid(name);
  }

  /** A UUID. */
  public Optional<UUID> uuid(String name) {
    Optional<JsonNode> node = present(name);
    Optional<UUID> uuid =
        node.filter(JsonNode::isString).flatMap(text -> Uuids.parse(text.stringValue()));
    if (node.isPresent() && uuid.isEmpty()) {
      fault(name, "must be a UUID");
    }
    return uuid;
  }

  /** A whole number from {@code least} to {@code most}. */
  public Optional<Integer> number(String name, int least, int most) {
    Optional<JsonNode> node = present(name);
    Optional<Integer> number =
        node.filter(JsonNode::isIntegralNumber)
            .filter(JsonNode::canConvertToInt)
            .map(JsonNode::intValue)
            .filter(value -> value >= least && value <= most);
    if (node.isPresent() && number.isEmpty()) {
      fault(name, "must be a whole number from " + least + " to " + most);
    }
    return number;
  }

  /** As {@link #number}; its absence is a fault. */
  public Optional<Integer> requiredNumber(String name, int least, int most) {
    requirePresent(name);
    return number(name, least, most);
  }

  /** A constant by its exact name. */
  public <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
    Optional<JsonNode> node = present(name);
    Optional<E> constant =
        node.filter(JsonNode::isString)
            .flatMap(text ->
                Arrays.stream(type.getEnumConstants())
                    .filter(value -> value.name().equals(text.stringValue()))
                    .findFirst());
    if (node.isPresent() && constant.isEmpty()) {
      fault(
          name,
          Arrays.stream(type.getEnumConstants())
              .map(Enum::name)
              .collect(Collectors.joining(", ", "must be one of ", "")));
    }
    return constant;
  }

  /** As {@link #constant}; its absence is a fault. */
  public <E extends Enum<E>> Optional<E> requiredConstant(String name, Class<E> type) {
    requirePresent(name);
    return constant(name, type);
  }

  /** A required amount of more than zero that the currency can express. */
  public Optional<Money> requiredMoney(String name, CurrencyCode currency) {
    requirePresent(name);
    return money(name, currency);
  }

  /** An amount of more than zero that the currency can express. */
  public Optional<Money> money(String name, CurrencyCode currency) {
    Optional<JsonNode> node = present(name);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    Optional<BigDecimal> number = node.filter(JsonNode::isNumber).map(JsonNode::decimalValue);
    if (number.isEmpty() || number.get().signum() <= 0) {
      fault(name, "must be a number of more than zero");
      return Optional.empty();
    }
    Optional<Money> money = Money.of(number.get(), currency);
    if (money.isEmpty()) {
      fault(
          name,
          "must have at most %d integer digits and %d decimals in %s"
              .formatted(Money.INTEGER_DIGITS, currency.decimals(), currency));
    }
    return money;
  }

  /** An object as JSON text of at most {@code limitBytes}; absent reads as an empty object. */
  public String object(String name, int limitBytes) {
    Optional<JsonNode> node = present(name);
    if (node.isEmpty()) {
      return "{}";
    }
    String text = node.get().toString();
    if (!node.get().isObject() || text.getBytes(StandardCharsets.UTF_8).length > limitBytes) {
      fault(name, "must be an object of at most " + limitBytes + " bytes");
      return "{}";
    }
    return text;
  }

  /** The objects of a required list of 1 to {@code limit} elements. */
  public List<Fields> requiredList(String name, int limit) {
    requirePresent(name);
    Optional<JsonNode> node = present(name);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!node.get().isArray() || node.get().isEmpty() || node.get().size() > limit) {
      fault(name, "must be a list of 1 to " + limit + " elements");
      return List.of();
    }
    List<Fields> elements = new ArrayList<>();
    for (int i = 0; i < node.get().size(); i++) {
      String element = name + "[" + i + "]";
      if (node.get().get(i) instanceof ObjectNode object) {
        elements.add(new Fields(object, path + element + ".", faults));
      } else {
        fault(element, "must be an object");
      }
    }
    return elements;
  }

  /** The texts of a list of at most {@code limit} elements; absent reads as an empty list. */
  public List<String> texts(String name, int limit, int textLimit) {
    Optional<JsonNode> node = present(name);
    if (node.isEmpty()) {
      return List.of();
    }
    boolean listed = node.get().isArray() && node.get().size() <= limit;
    List<String> texts = new ArrayList<>();
    if (listed) {
      for (JsonNode element : node.get()) {
        if (element.isString() && element.stringValue().length() <= textLimit) {
          texts.add(element.stringValue());
        }
      }
    }
    if (!listed || texts.size() != node.get().size()) {
      fault(name, "must be a list of at most %d texts".formatted(limit));
      return List.of();
    }
    return texts;
  }

  /** A moment in ISO 8601. */
  public Optional<Instant> instant(String name) {
    Optional<JsonNode> node = present(name);
    Optional<Instant> moment =
        node.filter(JsonNode::isString).flatMap(text -> moment(text.stringValue()));
    if (node.isPresent() && moment.isEmpty()) {
      fault(name, "must be a moment such as 2026-03-01T00:00:00Z");
    }
    return moment;
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException malformed) {
      return Optional.empty();
    }
  }

  /** True or false; absent reads as {@code absent}. */
  public boolean flag(String name, boolean absent) {
    Optional<JsonNode> node = present(name);
    if (node.isPresent() && !node.get().isBoolean()) {
      fault(name, "must be true or false");
    }
    return node.map(value -> value.asBoolean(absent)).orElse(absent);
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    return present(name).isPresent();
  }

  /** Records a fault that only the reader of a field can see. */
  public void fault(String name, String message) {
    faults.add(new FieldError(path + name, message));
  }

  /**
   * Ends the reading.
   *
   * @throws RefusedException with {@code VAL_001} naming every faulty field, when there is one
   */
  public void refuseFaults() {
    if (!faults.isEmpty()) {
      throw RefusedException.of(faults);
    }
  }

  private void requirePresent(String name) {
    if (present(name).isEmpty()) {
      fault(name, REQUIRED);
    }
  }

  private Optional<JsonNode> present(String name) {
    return Optional.ofNullable(fields.get(name)).filter(node -> !node.isNull());
  }
}
