package com.moalog.ratelimiter.server.envoy;

import com.moalog.ratelimiter.core.model.Descriptor;
import com.moalog.ratelimiter.core.model.LimitUnit;
import com.moalog.ratelimiter.server.envoy.RateLimitQuery.OwnLimit;
import com.moalog.ratelimiter.server.envoy.RateLimitQuery.Part;
import com.moalog.ratelimiter.server.envoy.RateLimitReply.CurrentLimit;
import com.moalog.ratelimiter.server.envoy.RateLimitReply.Status;
import com.moalog.ratelimiter.server.grpc.GrpcException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two messages as JSON, by the rules of Protocol Buffers: names in camel case, or read as they
 * are in the definition; 64-bit numbers may be strings; durations are seconds with an {@code s}.
 */
final class JsonForm {

  private JsonForm() {}

  static RateLimitQuery read(JsonObject json) throws GrpcException {
    Long hits = number(json, "hitsAddend", "hits_addend");
    long forAll = hits == null || hits == 0 ? 1 : hits;
    List<Part> parts = new ArrayList<>();
    for (Object descriptor : list(json.getValue("descriptors"), "descriptors")) {
      parts.add(part(object(descriptor, "a descriptor"), forAll));
    }
    return new RateLimitQuery(text(json, "domain"), parts);
  }

  private static Part part(JsonObject json, long forAll) throws GrpcException {
    List<Descriptor.Entry> entries = new ArrayList<>();
    for (Object entry : list(json.getValue("entries"), "entries")) {
      JsonObject pair = object(entry, "an entry");
      entries.add(new Descriptor.Entry(text(pair, "key"), text(pair, "value")));
    }
    Object limit = json.getValue("limit");
    Long hits = number(json, "hitsAddend", "hits_addend");
    return new Part(
        WireForm.descriptor(entries),
        limit == null ? null : override(object(limit, "limit")),
        hits == null ? forAll : hits);
  }

  private static OwnLimit override(JsonObject json) throws GrpcException {
    Long requests = number(json, "requestsPerUnit", "requests_per_unit");
    LimitUnit unit =
        LimitUnit.named(text(json, "unit"))
            .orElseThrow(() -> WireForm.invalid("the unit of a limit must be known"));
    return WireForm.override(requests == null ? 0 : requests, unit);
  }

  private static List<?> list(@Nullable Object value, String name) throws GrpcException {
    return switch (value) {
      case null -> List.of();
      case JsonArray array -> array.stream().toList();
      default -> throw WireForm.invalid(name + " must be a list");
    };
  }

  private static JsonObject object(@Nullable Object value, String name) throws GrpcException {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw WireForm.invalid(name + " must be an object");
  }

  private static String text(JsonObject json, String name) throws GrpcException {
    return switch (json.getValue(name)) {
      case null -> "";
      case String text -> whole(text, name);
      default -> throw WireForm.invalid(name + " must be a string");
    };
  }

  /** Half a character would be counted as any other half; Protocol Buffers cannot carry it. */
  private static String whole(String text, String name) throws GrpcException {
    if (text.codePoints()
        .anyMatch(one -> one >= Character.MIN_SURROGATE && one <= Character.MAX_SURROGATE)) {
      throw WireForm.invalid(name + " must not contain unpaired surrogates");
    }
    return text;
  }

  private static @Nullable Long number(JsonObject json, String name, String originalName)
      throws GrpcException {
    Object value = json.getValue(name);
    Object sent = value == null ? json.getValue(originalName) : value;
    if (sent == null) {
      return null;
    }
    try {
      long number = new BigDecimal(sent.toString()).longValueExact();
      if (number >= 0 && (sent instanceof Number || sent instanceof String)) {
        return number;
      }
    } catch (ArithmeticException | NumberFormatException notWhole) {
      throw WireForm.invalid(name + " must be a whole number that is not negative");
    }
    throw WireForm.invalid(name + " must be a whole number that is not negative");
  }

  static JsonObject write(RateLimitReply reply) {
    JsonArray statuses = new JsonArray();
    reply.statuses().forEach(status -> statuses.add(status(status)));
    JsonObject json =
        new JsonObject().put("overallCode", code(reply.overLimit())).put("statuses", statuses);
    if (!reply.headers().isEmpty()) {
      JsonArray headers = new JsonArray();
      reply
          .headers()
          .forEach(header ->
              headers.add(new JsonObject().put("key", header.name()).put("value", header.value())));
      json.put("responseHeadersToAdd", headers);
    }
    return json;
  }

  private static JsonObject status(Status status) {
    JsonObject json = new JsonObject().put("code", code(status.overLimit()));
    CurrentLimit limit = status.limit();
    if (limit != null) {
      json.put(
          "currentLimit",
          new JsonObject()
              .put("name", limit.name())
              .put("requestsPerUnit", limit.requests())
              .put("unit", limit.unit().name()));
    }
    json.put("limitRemaining", status.remaining());
    Long micros = status.resetMicros();
    if (micros != null) {
      BigDecimal seconds = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
      json.put("durationUntilReset", seconds.toPlainString() + "s");
    }
    return json;
  }

  private static String code(boolean overLimit) {
    return overLimit ? "OVER_LIMIT" : "OK";
  }
}
