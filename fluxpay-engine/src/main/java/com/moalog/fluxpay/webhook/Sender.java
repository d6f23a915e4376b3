package com.moalog.fluxpay.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Sends one signed notification. Thread-safe. */
final class Sender implements AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

  private final AddressGuard guard;
  private final Duration limit;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  Sender(AddressGuard guard, Duration limit, InstantSource clock) {
    this.guard = guard;
    this.limit = limit;
    this.clock = clock;
  }

  /** What is sent, and where. */
  record Parcel(URI target, String secret, String eventId, String eventType, String body) {
    @Override
    public String toString() {
      return eventType + " " + eventId + " to " + target;
    }
  }

  /**
   * What came of it.
   *
   * @param status HTTP status; absent when no answer came
   * @param fault why it does not count as delivered; absent when it does
   */
  record Receipt(@Nullable Integer status, @Nullable String fault) {
    boolean isDelivered() {
      return fault == null;
    }
  }

  /** Sends the parcel, signed for this moment. Any 2xx answer counts as delivered. */
  Receipt send(Parcel parcel) {
    Optional<String> objection = guard.objection(parcel.target());
    if (objection.isPresent()) {
      return new Receipt(null, objection.get());
    }
    try {
      HttpResponse<Void> answer =
          client.send(request(parcel), HttpResponse.BodyHandlers.discarding());
      boolean delivered = answer.statusCode() / 100 == 2;
      return new Receipt(
          answer.statusCode(), delivered ? null : "answered HTTP " + answer.statusCode());
    } catch (IOException failed) {
      return new Receipt(null, failed.toString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Receipt(null, "interrupted");
    }
  }

  private HttpRequest request(Parcel parcel) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    return HttpRequest.newBuilder(parcel.target())
        .timeout(limit)
        .header("Content-Type", "application/json")
        .header("X-FluxPay-Timestamp", timestamp)
        .header("X-FluxPay-Signature", signature(parcel, timestamp))
        .header("X-FluxPay-Event-Id", parcel.eventId())
        .header("X-FluxPay-Event-Type", parcel.eventType())
        .POST(HttpRequest.BodyPublishers.ofString(parcel.body()))
        .build();
  }

  private static String signature(Parcel parcel, String timestamp) {
    byte[] key = parcel.secret().getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(Hmac.sha256(key, timestamp + "." + parcel.body()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
