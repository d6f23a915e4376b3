package com.moalog.fluxpay.toss;

import com.moalog.fluxpay.psp.Capture;
import com.moalog.fluxpay.psp.CaptureRequest;
import com.moalog.fluxpay.psp.Exchange;
import com.moalog.fluxpay.psp.LookUp;
import com.moalog.fluxpay.psp.LookUp.Failed.Why;
import com.moalog.fluxpay.psp.PaymentProvider;
import com.moalog.fluxpay.psp.ProviderRecord;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Toss Payments as the payment service provider. A request is repeated only under the same key, and
 * only when it provably never left or the provider says that the first one is still running.
 * Thread-safe.
 */
final class TossPayments implements PaymentProvider {

  /** Most calls at a time; there is no queue. */
  static final int CONCURRENT_CALLS = 50;

  /** Longest operation including the pauses, for whoever plans around it. */
  private static final Duration[] UNSENT_PAUSES = {Duration.ofMillis(200), Duration.ofMillis(500)};

  private static final Duration IN_FLIGHT_PAUSE = Duration.ofSeconds(1);
  private static final int IN_FLIGHT_REPEATS = 3;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;

  private final TossHttp http;
  private final TossSettings settings;
  private final CircuitBreaker circuit;
  private final MeterRegistry meters;
  private final Semaphore places = new Semaphore(CONCURRENT_CALLS);

  TossPayments(TossHttp http, TossSettings settings, CircuitBreaker circuit, MeterRegistry meters) {
    this.http = http;
    this.settings = settings;
    this.circuit = circuit;
    this.meters = meters;
  }

  @Override
  public boolean isAvailable() {
    if (!circuit.tryAcquirePermission()) {
      return false;
    }
    circuit.releasePermission();
    return places.availablePermits() > 0;
  }

  @Override
  public LookUp lookUp(String paymentKey) {
    return lookUpAt("/payments/" + encoded(paymentKey));
  }

  LookUp lookUpAt(String path) {
    Reply reply = guarded(limit -> http.get(path, limit), settings.totalLimit());
    LookUp result =
        switch (reply) {
          case Reply.Answered answer when answer.isSuccess() ->
              Records.read(answer.body())
                  .<LookUp>map(LookUp.Found::new)
                  .orElseGet(() -> new LookUp.Failed("unreadable record", Why.UNREACHABLE));
          case Reply.Answered answer
              when answer.status() == NOT_FOUND && answer.code().startsWith("NOT_FOUND_PAYMENT") ->
              new LookUp.Absent();
          case Reply.Answered answer ->
              new LookUp.Failed("HTTP " + answer.status() + " " + answer.code(), Why.UNREACHABLE);
          case Reply.NotSent(String cause, boolean crowded) ->
              new LookUp.Failed(cause, crowded ? Why.CROWDED : Why.UNREACHABLE);
          case Reply.Lost(String cause, boolean timedOut) ->
              new LookUp.Failed(cause, timedOut ? Why.TIMED_OUT : Why.UNREACHABLE);
        };
    count("lookup", result.getClass());
    return result;
  }

  @Override
  public Capture capture(CaptureRequest request, Duration limit) {
    Capture capture = classified(request, confirmed(request, limit));
    count("confirm", capture.outcome().getClass());
    return capture;
  }

  private Reply confirmed(CaptureRequest request, Duration limit) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("paymentKey", request.paymentKey());
    body.put("orderId", request.orderId().toString());
    body.put("amount", request.amount().amount());
    return repeated(
        "/payments/confirm", body, request.idempotencyKey(), CaptureCodes.IN_FLIGHT, limit);
  }

  Reply repeated(String path, Map<String, Object> body, String idempotencyKey) {
    return repeated(path, body, idempotencyKey, CaptureCodes.IN_FLIGHT);
  }

  /** Posts, and repeats under the same key what may be repeated, within the total limit. */
  Reply repeated(
      String path, Map<String, Object> body, String idempotencyKey, Set<String> inFlightCodes) {
    return repeated(path, body, idempotencyKey, inFlightCodes, settings.totalLimit());
  }

  private Reply repeated(
      String path,
      Map<String, Object> body,
      String idempotencyKey,
      Set<String> inFlightCodes,
      Duration limit) {
    long total = Math.min(limit.toNanos(), settings.totalLimit().toNanos());
    long deadline = System.nanoTime() + total;
    int unsent = 0;
    int inFlight = 0;
    while (true) {
      Reply reply =
          guarded(
              time -> http.post(path, body, idempotencyKey, time),
              Duration.ofNanos(deadline - System.nanoTime()));
      Duration pause;
      if (reply instanceof Reply.NotSent && unsent < UNSENT_PAUSES.length) {
        pause = UNSENT_PAUSES[unsent++];
      } else if (isInFlight(reply, inFlightCodes) && inFlight < IN_FLIGHT_REPEATS) {
        pause = IN_FLIGHT_PAUSE;
        inFlight++;
      } else {
        return reply;
      }
      if (deadline - System.nanoTime() <= pause.toNanos()) {
        return reply;
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  private static boolean isInFlight(Reply reply, Set<String> codes) {
    return reply instanceof Reply.Answered answer
        && !answer.isSuccess()
        && answer.status() < SERVER_ERROR
        && codes.contains(answer.code());
  }

  static Capture classified(CaptureRequest request, Reply reply) {
    return switch (reply) {
      case Reply.Answered answer when answer.isSuccess() ->
          new Capture(success(request, answer), exchange(answer));
      case Reply.Answered answer -> new Capture(error(answer), exchange(answer));
      case Reply.NotSent(String cause, _) ->
          new Capture(new Capture.NotSent(cause), Exchange.NO_ANSWER);
      case Reply.Lost(String cause, _) ->
          new Capture(new Capture.Unknown(cause), Exchange.NO_ANSWER);
    };
  }

  private static Capture.Outcome success(CaptureRequest request, Reply.Answered answer) {
    Optional<ProviderRecord> read = Records.read(answer.body());
    if (read.isEmpty() || !read.get().isFor(request.orderId(), request.amount())) {
      return new Capture.Unknown("the answer is not about this order and amount");
    }
    return switch (read.get().status()) {
      case DONE -> new Capture.Captured(read.get());
      case WAITING_FOR_DEPOSIT -> new Capture.AwaitingDeposit(read.get());
      case READY, IN_PROGRESS, CANCELED, PARTIAL_CANCELED, ABORTED, EXPIRED ->
          new Capture.Unknown("the answer says " + read.get().status());
    };
  }

  private static Capture.Outcome error(Reply.Answered answer) {
    return switch (CaptureCodes.meaningOf(answer.status(), answer.code())) {
      case ALREADY_DONE ->
          new Capture.AlreadyDone(answer.code(), answer.code().equals(CaptureCodes.ORDER_PAID));
      case DECLINED -> new Capture.Declined(answer.code(), answer.message());
      case MISCONFIGURED -> new Capture.Misconfigured(answer.code());
      case IN_FLIGHT -> new Capture.Unknown("still running at the provider");
      case UNKNOWN -> new Capture.Unknown("HTTP " + answer.status() + " " + answer.code());
    };
  }

  private static Exchange exchange(Reply.Answered answer) {
    @Nullable String code = answer.code().isEmpty() ? null : answer.code();
    return new Exchange(answer.status(), code, answer.traceId());
  }

  /** One call within the bulkhead and under the circuit's watch; a decline is not a failure. */
  Reply guarded(Function<Duration, Reply> call, Duration limit) {
    if (!places.tryAcquire()) {
      return new Reply.NotSent("too many calls at a time", true);
    }
    try {
      if (!circuit.tryAcquirePermission()) {
        return new Reply.NotSent("the circuit is open");
      }
      long start = System.nanoTime();
      Reply reply = call.apply(limit);
      boolean healthy = reply instanceof Reply.Answered answer && answer.status() < SERVER_ERROR;
      long took = System.nanoTime() - start;
      if (healthy) {
        circuit.onSuccess(took, TimeUnit.NANOSECONDS);
      } else {
        circuit.onError(took, TimeUnit.NANOSECONDS, new ProviderDownException());
      }
      return reply;
    } finally {
      places.release();
    }
  }

  void count(String operation, Class<?> outcome) {
    meters
        .counter(
            "fluxpay.psp.calls",
            "operation",
            operation,
            "outcome",
            outcome.getSimpleName().toLowerCase(Locale.ROOT))
        .increment();
  }

  static String encoded(String paymentKey) {
    return URLEncoder.encode(paymentKey, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What the circuit is told; it is never thrown. */
  private static final class ProviderDownException extends Exception {
    ProviderDownException() {
      super("the provider did not answer", null, false, false);
    }
  }
}
