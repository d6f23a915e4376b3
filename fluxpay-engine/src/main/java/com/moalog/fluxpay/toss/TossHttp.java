package com.moalog.fluxpay.toss;

import com.moalog.kit.tracing.Operation;
import com.moalog.kit.tracing.Tracing;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Single HTTP calls to Toss Payments, each bounded in time. Tells a request that never left from
 * one that may have arrived. Thread-safe.
 */
final class TossHttp implements AutoCloseable {

  private static final int ANSWER_LIMIT_BYTES = 1024 * 1024;
  private static final String TRACE_HEADER = "X-TossPayments-Trace-Id";

  private final TossSettings settings;
  private final JsonMapper json;
  private final Tracing tracing;
  private final HttpClient client;
  private final String authorization;

  TossHttp(TossSettings settings, JsonMapper json, Tracing tracing) {
    this.settings = settings;
    this.json = json;
    this.tracing = tracing;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectLimit())
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    byte[] credentials = (settings.secretKey() + ":").getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  Reply get(String path, Duration limit) {
    return exchange(request(settings.base() + path).GET(), limit);
  }

  Reply delete(String path, Duration limit) {
    return exchange(request(settings.base() + path).DELETE(), limit);
  }

  /** Posts a body under an idempotency key, which the provider remembers for 15 days. */
  Reply post(String path, Object body, String idempotencyKey, Duration limit) {
    return exchange(
        request(settings.base() + path)
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))),
        limit);
  }

  /** Posts to an address outside the API's version. */
  Reply postTo(URI address, Object body, Duration limit) {
    return exchange(
        request(address.toString())
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))),
        limit);
  }

  private HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Authorization", authorization)
        .header("Content-Type", "application/json")
        .header("Accept-Language", "en-US");
  }

  private Reply exchange(HttpRequest.Builder request, Duration limit) {
    Duration time = limit.compareTo(settings.readLimit()) < 0 ? limit : settings.readLimit();
    if (!time.isPositive()) {
      return new Reply.NotSent("no time left");
    }
    HttpRequest call = request.build();
    try (Operation operation = tracing.call(call.method() + " toss")) {
      operation
          .with("http.request.method", call.method())
          .with("server.address", String.valueOf(call.uri().getHost()));
      Reply reply = exchanged(call, time);
      if (reply instanceof Reply.Answered answer) {
        operation.answered(answer.status());
      } else {
        operation.with("error.type", reply.getClass().getSimpleName());
      }
      return reply;
    }
  }

  private Reply exchanged(HttpRequest request, Duration time) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_LIMIT_BYTES));
    try {
      return answered(answer.get(time.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      answer.cancel(true);
      return new Reply.Lost("no answer within " + time.toMillis() + " ms", true);
    } catch (ExecutionException failed) {
      return lost(failed.getCause() == null ? failed : failed.getCause());
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Reply.Lost("interrupted", false);
    }
  }

  private Reply answered(HttpResponse<byte[]> response) {
    Optional<String> trace = response.headers().firstValue(TRACE_HEADER);
    @Nullable String traceId = trace.isPresent() ? trace.get() : null;
    return new Reply.Answered(response.statusCode(), parsed(response.body()), traceId);
  }

  private @Nullable JsonNode parsed(byte[] body) {
    try {
      JsonNode node = json.readTree(body);
      return node.isContainer() ? node : null;
    } catch (JacksonException unreadable) {
      return null;
    }
  }

  private static Reply lost(Throwable cause) {
    boolean neverLeft =
        cause instanceof ConnectException
            || cause instanceof HttpConnectTimeoutException
            || cause instanceof UnknownHostException
            || cause instanceof UnresolvedAddressException
            || cause instanceof SSLHandshakeException;
    String reason = cause.toString();
    return neverLeft
        ? new Reply.NotSent(reason)
        : new Reply.Lost(
            cause instanceof IOException ? reason : "failed: " + reason,
            cause instanceof HttpTimeoutException);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
