package com.moalog.ratelimiter.server.envoy;

import com.moalog.ratelimiter.server.grpc.GrpcException;
import com.moalog.ratelimiter.server.grpc.GrpcMethod;
import com.moalog.ratelimiter.server.grpc.GrpcStatus;
import com.moalog.ratelimiter.server.http.Access;
import com.moalog.ratelimiter.server.http.Exchange;
import com.moalog.ratelimiter.server.http.JsonBody;
import com.moalog.ratelimiter.server.http.Refusal;
import com.moalog.ratelimiter.server.http.Route;
import com.moalog.ratelimiter.server.limiting.Limiting;
import com.moalog.ratelimiter.server.limiting.RuleBook;
import com.moalog.ratelimiter.server.settings.HttpSettings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** The service as methods of gRPC and as routes of HTTP. Thread-safe. */
public final class EnvoyService {

  /** Its name in gRPC. */
  public static final String NAME = "envoy.service.ratelimit.v3.RateLimitService";

  private static final int OK = 200;
  private static final int OVER_LIMIT = 429;

  private final EnvoyLimits limits;

  public EnvoyService(HttpSettings settings, RuleBook book, Limiting limiting) {
    this.limits = new EnvoyLimits(book, limiting, new LimitHeaders(settings.ietfHeaders()));
  }

  public Map<String, GrpcMethod> methods() {
    return Map.of(
        "/" + NAME + "/ShouldRateLimit",
        message -> limits.decide(WireForm.read(message)).thenApply(WireForm::write));
  }

  public List<Route> routes() {
    return List.of(
        new Route(HttpMethod.POST, "/json", Access.ANYONE, this::json),
        new Route(
            HttpMethod.GET, "/healthcheck", Access.ANYONE, it -> it.text(OK, "text/plain", "OK")));
  }

  private void json(Exchange exchange) {
    JsonBody.read(exchange, json -> decide(exchange, json));
  }

  private void decide(Exchange exchange, JsonObject json) {
    try {
      exchange.when(
          limits
              .decide(JsonForm.read(json))
              .<Runnable>thenApply(reply -> () -> send(exchange, reply))
              .exceptionally(failure -> () -> refuse(exchange, failure)),
          Runnable::run);
    } catch (GrpcException nonsense) {
      Refusal.invalidRequest(String.valueOf(nonsense.getMessage())).send(exchange);
    }
  }

  private static void send(Exchange exchange, RateLimitReply reply) {
    exchange.json(reply.overLimit() ? OVER_LIMIT : OK, JsonForm.write(reply));
  }

  private static void refuse(Exchange exchange, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean expected =
        cause instanceof GrpcException known && known.status() == GrpcStatus.UNAVAILABLE;
    (expected ? Refusal.BACKEND_UNAVAILABLE : Refusal.INTERNAL_ERROR).send(exchange);
  }
}
