package com.moalog.server.fluxpay;

import com.moalog.server.breaker.CircuitBreaker;
import com.moalog.server.fluxpay.FluxpayException.Fault;
import com.moalog.server.http.RequestIdFilter;
import com.moalog.server.tracing.TracedHttp;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Orders and pays at the payment engine. A repeated call cannot order twice: its idempotency key is
 * derived from the subscription and the step. Each call takes at most 5 seconds; after repeated
 * failures calls fail at once for a while. Thread-safe; not to be called inside a transaction.
 */
public final class FluxpayClient {

  static final Duration TIMEOUT = Duration.ofSeconds(5);
  static final Duration IN_PROGRESS_PAUSE = Duration.ofMillis(200);

  /** The namespace of the idempotency keys; changing it would order everything again. */
  private static final UUID NAMESPACE = UUID.fromString("6f1d3a52-58ac-4c0b-9a70-3c0d1a7f54e1");

  private static final int CLIENT_ERRORS = 400;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final FluxpaySettings settings;
  private final TracedHttp http;
  private final JsonMapper json;
  private final CircuitBreaker breaker;
  private final MeterRegistry meters;

  FluxpayClient(
      FluxpaySettings settings,
      TracedHttp http,
      JsonMapper json,
      CircuitBreaker breaker,
      MeterRegistry meters) {
    this.settings = settings;
    this.http = http;
    this.json = json;
    this.breaker = breaker;
    this.meters = meters;
  }

  /**
   * Creates the order and returns its id.
   *
   * @throws FluxpayException when there is none
   */
  public String order(PlanOrder order) {
    Map<String, Object> line =
        Map.of(
            "productId", order.productId(),
            "productName", order.productName(),
            "quantity", 1,
            "unitPrice", order.priceKrw());
    JsonNode created =
        post(
            "order",
            "/api/v1/orders",
            order.subscription(),
            Map.of("userId", order.userId(), "lineItems", List.of(line), "currency", "KRW"));
    return id(created, "orderId");
  }

  /**
   * Creates the payment of an order and returns its id.
   *
   * @throws FluxpayException when there is none
   */
  public String payment(PlanOrder order, String orderId) {
    JsonNode created =
        post(
            "payment",
            "/api/v1/payments",
            order.subscription(),
            Map.of("orderId", orderId, "amount", order.priceKrw(), "currency", "KRW"));
    return id(created, "paymentId");
  }

  /**
   * Has the engine check what the customer approved at the provider, and take the money. How it
   * ends the engine tells by webhook.
   *
   * @param paymentKey what the provider's page handed to the browser
   * @throws FluxpayException when that does not work out
   */
  public void capture(long subscription, String paymentId, String paymentKey) {
    String path = "/api/v1/payments/" + paymentId;
    String call = subscription + ":" + paymentKey;
    Map<String, Object> approval = Map.of("paymentMethod", "CARD", "paymentKey", paymentKey);
    post("approve", path + "/approve", call + ":approve", approval);
    post("confirm", path + "/confirm", call + ":confirm", Map.of());
  }

  /**
   * Asks how a payment stands.
   *
   * @throws FluxpayException when that cannot be found out
   */
  public PaymentStatus status(String paymentId) {
    HttpRequest request = request("/api/v1/payments/" + paymentId).GET().build();
    return switch (data("status", request).path("status").asString("")) {
      case "CONFIRMED" -> PaymentStatus.CONFIRMED;
      case "FAILED" -> PaymentStatus.FAILED;
      default -> PaymentStatus.PENDING;
    };
  }

  private JsonNode post(String step, String path, long subscription, Map<String, Object> body) {
    return post(step, path, subscription + ":" + step, body);
  }

  private JsonNode post(String step, String path, String call, Map<String, Object> body) {
    UUID key = NameUuid.of(NAMESPACE, call);
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("X-Idempotency-Key", key.toString())
            .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
            .build();
    return data(step, request);
  }

  private HttpRequest.Builder request(String path) {
    String base = settings.url().toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("X-Tenant-Id", settings.tenant());
    String requestId = RequestIdFilter.currentId();
    return requestId.isEmpty() ? request : request.header("X-Request-Id", requestId);
  }

  private static String id(JsonNode data, String field) {
    String id = data.path(field).asString(data.path("id").asString(""));
    if (id.isEmpty()) {
      throw new FluxpayException(Fault.REJECTED, "the payment engine sent no " + field);
    }
    return id;
  }

  /** Makes the call, once more when the engine is still busy with the same call. */
  private JsonNode data(String step, HttpRequest request) {
    if (!settings.enabled()) {
      throw counted(step, "disabled", unreachable("the payment engine is switched off"));
    }
    Answer answer = call(step, request);
    if (answer.isInProgress()) {
      pause();
      answer = call(step, request);
    }
    return usable(step, answer);
  }

  private JsonNode usable(String step, Answer answer) {
    if (answer.isInProgress()) {
      throw counted(step, "unreachable", unreachable("the payment engine is busy with this call"));
    }
    JsonNode data = answer.body().path("data");
    if (answer.status() >= CLIENT_ERRORS
        || !answer.body().path("success").asBoolean(false)
        || !data.isObject()) {
      String code = answer.body().path("error").path("code").asString("no code");
      String message = "the payment engine refused with " + answer.status() + " " + code;
      throw counted(step, "rejected", new FluxpayException(Fault.REJECTED, message));
    }
    meters.counter("moalog.fluxpay.calls", "step", step, "outcome", "success").increment();
    return data;
  }

  private Answer call(String step, HttpRequest request) {
    OptionalLong generation = breaker.enter();
    if (generation.isEmpty()) {
      throw counted(step, "not_permitted", unreachable("the payment engine failed too often"));
    }
    long began = System.nanoTime();
    try {
      Answer answer = send(request);
      breaker.succeeded(generation.getAsLong(), Duration.ofNanos(System.nanoTime() - began));
      return answer;
    } catch (FluxpayException failed) {
      breaker.failed(generation.getAsLong());
      throw counted(step, "unreachable", failed);
    }
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request);
      int status = response.statusCode();
      if (status >= SERVER_ERRORS || status == TOO_MANY_REQUESTS) {
        throw unreachable("the payment engine answered " + status);
      }
      return new Answer(status, json.readTree(response.body()));
    } catch (IOException | JacksonException failed) {
      throw new FluxpayException(
          Fault.UNREACHABLE, "no usable answer of the payment engine", failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new FluxpayException(Fault.UNREACHABLE, "the server is stopping", stopping);
    }
  }

  private FluxpayException counted(String step, String outcome, FluxpayException fault) {
    meters.counter("moalog.fluxpay.calls", "step", step, "outcome", outcome).increment();
    return fault;
  }

  private static FluxpayException unreachable(String message) {
    return new FluxpayException(Fault.UNREACHABLE, message);
  }

  private static void pause() {
    try {
      Thread.sleep(IN_PROGRESS_PAUSE);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private record Answer(int status, JsonNode body) {

    boolean isInProgress() {
      return status == 409 && body.path("error").path("code").asString("").equals("VAL_005");
    }
  }
}
