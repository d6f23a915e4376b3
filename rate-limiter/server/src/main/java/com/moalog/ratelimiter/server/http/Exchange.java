package com.moalog.ratelimiter.server.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its reply, which is sent once. Confined to the request's event loop. */
public final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final int MAX_PARAMETERS = 1_024;
  private static final CharSequence[][] SECURITY_HEADERS = {
    fixed("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate"),
    fixed("Pragma", "no-cache"),
    fixed("Expires", "0"),
    fixed("X-Content-Type-Options", "nosniff"),
    fixed("X-Frame-Options", "DENY"),
    fixed("X-XSS-Protection", "0"),
    fixed("Referrer-Policy", "no-referrer")
  };

  private final HttpServerRequest request;
  private final Context context;
  private final boolean operator;
  private @Nullable MultiMap parameters;
  private boolean replied;

  Exchange(HttpServerRequest request, Context context, boolean operator) {
    this.request = request;
    this.context = context;
    this.operator = operator;
    for (CharSequence[] header : SECURITY_HEADERS) {
      request.response().putHeader(header[0], header[1]);
    }
  }

  /** As the wire has it, so that it is encoded once and not for each answer. */
  private static CharSequence[] fixed(String name, String value) {
    return new CharSequence[] {
      HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value)
    };
  }

  public HttpServerRequest request() {
    return request;
  }

  /** The path as sent; empty if the request line has none. */
  public String path() {
    String path = request.path();
    return path == null ? "" : path;
  }

  /** Whether the request shows the operator's credentials. */
  public boolean isOperator() {
    return operator;
  }

  /** A query parameter; of several with one name the first counts. */
  public Optional<String> parameter(String name) {
    if (parameters == null) {
      parameters = readParameters();
    }
    return Optional.ofNullable(parameters.get(name));
  }

  /** Callers that do not encode their keys send {@code %} as it is: then it stands for itself. */
  private MultiMap readParameters() {
    try {
      return request.params(true);
    } catch (IllegalArgumentException strayPercent) {
      String query = STRAY_PERCENT.matcher(request.query()).replaceAll("%25");
      MultiMap read = MultiMap.caseInsensitiveMultiMap();
      new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MAX_PARAMETERS, true)
          .parameters()
          .forEach(read::add);
      return read;
    }
  }

  /** A header; a name that was made ready with {@link HttpHeaders} is not encoded again. */
  public Exchange header(CharSequence name, CharSequence value) {
    request.response().putHeader(name, value);
    return this;
  }

  public void json(int status, JsonObject body) {
    json(status, body.encode());
  }

  /** A reply whose body is JSON already. */
  public void json(int status, String body) {
    text(status, JSON, body);
  }

  public void text(int status, CharSequence contentType, String body) {
    if (replied || request.response().closed()) {
      return;
    }
    replied = true;
    HttpServerResponse response = request.response().setStatusCode(status);
    if (!contentType.isEmpty()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    }
    Buffer bytes = Buffer.buffer(body);
    Future<Void> sent;
    if (request.method().equals(HttpMethod.HEAD)) {
      sent = response.putHeader("Content-Length", Integer.toString(bytes.length())).end();
    } else {
      sent = response.end(bytes);
    }
    sent.onFailure(gone -> LOG.debug("The caller has gone", gone));
  }

  /** A reply without a body. */
  public void empty(int status) {
    text(status, "", "");
  }

  /**
   * Goes on, on this exchange's event loop, when the answer is there; at once, when it is there
   * already. Called on the event loop.
   */
  public <T> void when(CompletionStage<T> answer, Consumer<T> then) {
    CompletableFuture<T> known = answer.toCompletableFuture();
    if (known.isDone() && !known.isCompletedExceptionally()) {
      guarded(() -> then.accept(known.join()));
      return;
    }
    answer.whenComplete((value, failure) ->
        context.runOnContext(onLoop -> {
          if (failure == null) {
            guarded(() -> then.accept(value));
          } else {
            fail(failure);
          }
        }));
  }

  /** Runs a part of the work; a fault in it is the documented 500. */
  @SuppressWarnings("checkstyle:IllegalCatch") // The border: whatever went wrong has one answer.
  void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(Throwable failure) {
    LOG.error("Unexpected fault at {}", path(), failure);
    Refusal.INTERNAL_ERROR.send(this);
  }
}
