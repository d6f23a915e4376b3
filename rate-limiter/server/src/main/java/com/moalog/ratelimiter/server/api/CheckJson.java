package com.moalog.ratelimiter.server.api;

import com.moalog.ratelimiter.server.http.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON form of a check; a field that is null counts as left out. */
final class CheckJson {

  private static final String[] TEXTS = {"key", "algorithm", "policy"};
  private static final String PERMITS = "permits";

  private CheckJson() {}

  /** The name of a field whose type is wrong. */
  static Optional<String> wrongField(JsonObject json) {
    for (String name : TEXTS) {
      Object value = json.getValue(name);
      if (value != null && !(value instanceof String)) {
        return Optional.of(name);
      }
    }
    Object permits = json.getValue(PERMITS);
    boolean whole = permits == null || permits instanceof Integer || permits instanceof Long;
    return whole ? Optional.empty() : Optional.of(PERMITS);
  }

  static Refusal wrongType(String field) {
    return Refusal.invalidParameter("Parameter '" + field + "' has the wrong type.");
  }

  static Asked read(JsonObject json) {
    return new Asked(
        text(json, "key"), text(json, "algorithm"), text(json, "policy"), text(json, PERMITS));
  }

  private static @Nullable String text(JsonObject json, String name) {
    Object value = json.getValue(name);
    return value == null ? null : value.toString();
  }
}
