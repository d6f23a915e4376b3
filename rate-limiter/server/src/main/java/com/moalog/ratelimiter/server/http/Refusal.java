package com.moalog.ratelimiter.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not answered as asked.
 *
 * @param requestedAlgorithm null unless the algorithm is the reason
 * @param supportedAlgorithms null unless the algorithm is the reason
 */
public record Refusal(
    int status,
    String error,
    String message,
    @Nullable String requestedAlgorithm,
    @Nullable List<String> supportedAlgorithms) {

  public static final Refusal INTERNAL_ERROR =
      new Refusal(500, "INTERNAL_ERROR", "An unexpected error occurred");
  public static final Refusal BACKEND_UNAVAILABLE =
      new Refusal(503, "BACKEND_UNAVAILABLE", "The limit cannot be decided at present");
  public static final Refusal PAYLOAD_TOO_LARGE =
      new Refusal(413, "PAYLOAD_TOO_LARGE", "The body must not exceed 262144 bytes");
  public static final Refusal UNSUPPORTED_MEDIA_TYPE =
      new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json");

  public Refusal {
    supportedAlgorithms = supportedAlgorithms == null ? null : List.copyOf(supportedAlgorithms);
  }

  private Refusal(int status, String error, String message) {
    this(status, error, message, null, null);
  }

  public static Refusal invalidParameter(String message) {
    return new Refusal(400, "INVALID_PARAMETER", message);
  }

  public static Refusal invalidRequest(String message) {
    return new Refusal(400, "INVALID_REQUEST", message);
  }

  public static Refusal unsupportedAlgorithm(String name, List<String> supported) {
    String message =
        "Algorithm '%s' is not implemented. Supported algorithms: %s"
            .formatted(name, String.join(", ", supported));
    return new Refusal(400, "UNSUPPORTED_ALGORITHM", message, name, supported);
  }

  static Refusal methodNotAllowed(String method) {
    return new Refusal(405, "METHOD_NOT_ALLOWED", "Method " + method + " is not allowed here");
  }

  public JsonObject body() {
    return new JsonObject()
        .put("error", error)
        .put("message", message)
        .put("requestedAlgorithm", requestedAlgorithm)
        .put(
            "supportedAlgorithms",
            supportedAlgorithms == null ? null : new JsonArray(supportedAlgorithms));
  }

  public void send(Exchange exchange) {
    if (status == 503) {
      exchange.header("Retry-After", "1");
    }
    exchange.json(status, body());
  }
}
