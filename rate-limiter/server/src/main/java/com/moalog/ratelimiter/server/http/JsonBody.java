package com.moalog.ratelimiter.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the JSON object in a request's body, and refuses anything else. */
public final class JsonBody {

  /** Longest body that is read. */
  public static final int MAX_BYTES = 256 * 1024;

  private JsonBody() {}

  /** Refuses a body that is too long, or not JSON; hands on one that is an object. */
  public static void read(Exchange exchange, Consumer<JsonObject> then) {
    HttpServerRequest request = exchange.request();
    if (!isJson(request.getHeader("Content-Type"))) {
      Refusal.UNSUPPORTED_MEDIA_TYPE.send(exchange);
      return;
    }
    Buffer body = Buffer.buffer();
    request.handler(part -> {
      // What is too much is counted, so that the caller gets to read the answer, but not kept.
      if (body.length() <= MAX_BYTES) {
        body.appendBuffer(part);
      }
    });
    request.endHandler(end -> {
      if (body.length() > MAX_BYTES) {
        Refusal.PAYLOAD_TOO_LARGE.send(exchange);
      } else {
        parse(exchange, body, then);
      }
    });
  }

  private static void parse(Exchange exchange, Buffer body, Consumer<JsonObject> then) {
    JsonObject json;
    try {
      json = body.toJsonObject();
    } catch (DecodeException | ClassCastException malformed) {
      Refusal.invalidParameter("The body is not a JSON object.").send(exchange);
      return;
    }
    then.accept(json);
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }
}
