package com.moalog.fluxpay.webhook;

import com.moalog.fluxpay.secret.Hmac;
import com.moalog.kit.tracing.Operation;
import com.moalog.kit.tracing.Tracing;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one signed notification. Thread-safe. */
final class Sender implements AutoCloseable {

  /** Most calls at a time. */
  static final int CONCURRENT_CALLS = 20;

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
  private static final Duration CROWDED_PAUSE = Duration.ofSeconds(1);

  private final AddressGuard guard;
  private final HostCircuits circuits;
  private final Duration limit;
  private final Surroundings surroundings;
  private final Semaphore places = new Semaphore(CONCURRENT_CALLS);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  Sender(AddressGuard guard, HostCircuits circuits, Duration limit, Surroundings surroundings) {
    this.guard = guard;
    this.circuits = circuits;
    this.limit = limit;
    this.surroundings = surroundings;
  }

  /** What is passed in from outside. */
  record Surroundings(InstantSource clock, Tracing tracing) {}

  /**
   * What is sent, and where.
   *
   * @param secrets the secret of the tenant and, for a day after a rotation, the one before it
   */
  record Parcel(URI target, List<String> secrets, String eventId, String eventType, String body) {

    Parcel {
      secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
      return eventType + " " + eventId + " to " + target;
    }
  }

  /** What came of it. */
  sealed interface Receipt {

    /** The receiver took it. */
    record Delivered(int status) implements Receipt {}

    /** The receiver answered, but not that it took it. */
    record Refused(int status) implements Receipt {}

    /** No answer came, or the address must not be called. */
    record Failed(String fault) implements Receipt {}

    /** It was not tried; that is no fault of this notification. */
    record Postponed(Duration pause, String reason) implements Receipt {}
  }

  /** Sends the parcel, signed for this moment. Any 2xx answer counts as delivered. */
  Receipt send(Parcel parcel) {
    Optional<String> objection = guard.objection(parcel.target());
    if (objection.isPresent()) {
      return new Receipt.Failed(objection.get());
    }
    if (!places.tryAcquire()) {
      return new Receipt.Postponed(CROWDED_PAUSE, "too many notifications at a time");
    }
    try {
      String host = parcel.target().getAuthority();
      Optional<Duration> pause = circuits.pause(host);
      return pause.isPresent()
          ? new Receipt.Postponed(pause.get(), "the receiver kept failing")
          : counted(host, exchange(parcel));
    } finally {
      places.release();
    }
  }

  private Receipt counted(String host, Receipt receipt) {
    if (receipt instanceof Receipt.Delivered) {
      circuits.succeeded(host);
    } else {
      circuits.failed(host);
    }
    return receipt;
  }

  private Receipt exchange(Parcel parcel) {
    try (Operation call = surroundings.tracing().call("POST notification")) {
      call.with("http.request.method", "POST")
          .with("server.address", String.valueOf(parcel.target().getHost()))
          .with("fluxpay.event.id", parcel.eventId());
      HttpRequest.Builder request = request(parcel);
      call.writeHeaders(request::setHeader);
      return answered(call, request.build());
    }
  }

  /** The answer's body is read within the limit as well, and thrown away. */
  private Receipt answered(Operation call, HttpRequest request) {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      int status = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      call.answered(status);
      return status / 100 == 2 ? new Receipt.Delivered(status) : new Receipt.Refused(status);
    } catch (TimeoutException late) {
      answer.cancel(true);
      call.failed(late);
      return new Receipt.Failed("no answer within " + limit.toMillis() + " ms");
    } catch (ExecutionException failed) {
      call.failed(failed.getCause() == null ? failed : failed.getCause());
      return new Receipt.Failed(String.valueOf(failed.getCause()));
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Receipt.Failed("interrupted");
    }
  }

  private HttpRequest.Builder request(Parcel parcel) {
    String timestamp = Long.toString(surroundings.clock().instant().getEpochSecond());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(parcel.target())
            .header("Content-Type", "application/json")
            .header("X-FluxPay-Timestamp", timestamp)
            .header("X-FluxPay-Signature", signature(parcel, timestamp, 0))
            .header("X-FluxPay-Event-Id", parcel.eventId())
            .header("X-FluxPay-Event-Type", parcel.eventType())
            .POST(HttpRequest.BodyPublishers.ofString(parcel.body()));
    if (parcel.secrets().size() > 1) {
      request.header("X-FluxPay-Previous-Signature", signature(parcel, timestamp, 1));
    }
    return request;
  }

  private static String signature(Parcel parcel, String timestamp, int secret) {
    byte[] key = parcel.secrets().get(secret).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(Hmac.sha256(key, timestamp + "." + parcel.body()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
