package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.Json;
import com.moalog.sandbox.http.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who is told of changes, and how badly.
 *
 * @param url where the messages go
 * @param orderId only messages about this order; absent means all
 * @param events the types that are sent
 * @param duplicates how many more times each message is sent
 * @param shuffled whether the messages of one delay arrive in another order
 * @param delay how late each message is
 * @param failFirst how many tries of each message get lost
 * @param timeFactor what the provider's pauses between tries are multiplied with
 */
record WebhookScript(
    URI url,
    @Nullable String orderId,
    Set<String> events,
    int duplicates,
    boolean shuffled,
    Duration delay,
    int failFirst,
    double timeFactor) {

  static final String STATUS_CHANGED = "PAYMENT_STATUS_CHANGED";
  static final String DEPOSIT = "DEPOSIT_CALLBACK";

  private static final Set<String> EVENTS = Set.of(STATUS_CHANGED, DEPOSIT);
  private static final int MAX_DUPLICATES = 10;
  private static final int MAX_DELAY_MILLIS = 600_000;
  private static final int SHUFFLE_MILLIS = 500;

  WebhookScript {
    events = Set.copyOf(events);
  }

  /**
   * Reads a script.
   *
   * @throws com.moalog.sandbox.http.BadRequestException 400 when it makes no sense
   */
  static WebhookScript read(Request request) {
    ObjectNode body = Json.parseObject(request.body());
    Fields fields = Fields.of(request);
    boolean shuffled = fields.isTrue("shuffle");
    return new WebhookScript(
        url(fields.text("url")),
        fields.optionalText("orderId").orElse(null),
        events(body.path("events")),
        number(body, "duplicate", 0, MAX_DUPLICATES),
        shuffled,
        Duration.ofMillis(number(body, "delayMs", shuffled ? SHUFFLE_MILLIS : 0, MAX_DELAY_MILLIS)),
        number(body, "failFirst", 0, WebhookSender.PAUSES.size()),
        factor(body.path("timeFactor")));
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException refusedBelow) {
      // Said in the same words as an address that cannot be called.
    }
    throw Fields.refused("url is an http or https address");
  }

  private static Set<String> events(JsonNode events) {
    if (!events.isArray()) {
      return EVENTS;
    }
    Set<String> wanted =
        events.valueStream().map(event -> event.asString("")).collect(Collectors.toSet());
    if (!EVENTS.containsAll(wanted)) {
      throw Fields.refused("events are of " + EVENTS);
    }
    return wanted;
  }

  private static int number(ObjectNode body, String name, int absent, int most) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return absent;
    }
    if (!value.canConvertToInt() || value.intValue() < 0 || value.intValue() > most) {
      throw Fields.refused(name + " is a whole number from 0 to " + most);
    }
    return value.intValue();
  }

  private static double factor(JsonNode value) {
    double factor = value.isNumber() ? value.doubleValue() : 1;
    if (factor < 0 || factor > 1) {
      throw Fields.refused("timeFactor is from 0 to 1");
    }
    return factor;
  }
}
