package com.moalog.ratelimiter.client;

import com.moalog.ratelimiter.client.RateLimitResult.Allowed;
import com.moalog.ratelimiter.client.RateLimitResult.Bypassed;
import com.moalog.ratelimiter.client.RateLimitResult.Denied;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Asks a rate limiter over HTTP whether a request may proceed. It fails open: whatever goes wrong
 * with the limiter is {@link RateLimitResult.Bypassed}, never an exception, and after too many
 * failures (5 in a row, or half of the last 20) the limiter is not asked at all for a while.
 *
 * <p>Thread-safe; one instance per limiter, connections are kept alive. {@link #check} blocks the
 * calling thread for the budget at most, so it belongs on a virtual thread.
 */
public final class RateLimiterClient implements AutoCloseable {

  static final int MAX_ANSWER_BYTES = 16 * 1024;
  private static final String CHECK_PATH = "/api/v1/rate-limit/check";
  private static final Quota UNTOLD = new Quota(Quota.UNKNOWN, Quota.UNKNOWN, Quota.UNKNOWN);
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;

  private final ClientSettings settings;
  private final RequestHead head;
  private final Connections connections;
  private final Breaker breaker;
  private final DenialCache denials;
  private final Leases leases;
  private final LongSupplier nanoTime;

  /** A client whose changes between asking and not asking are told to {@code listener}. */
  public RateLimiterClient(ClientSettings settings, BreakerListener listener) {
    this(settings, listener, System::nanoTime);
  }

  RateLimiterClient(ClientSettings settings, BreakerListener listener, LongSupplier nanoTime) {
    this.settings = settings;
    this.head = RequestHead.to(settings.baseAddress(), CHECK_PATH);
    this.connections = new Connections(settings.baseAddress(), settings.connectTimeout());
    this.breaker = new Breaker(settings.openTime(), nanoTime, listener);
    this.denials = new DenialCache(nanoTime);
    this.leases = new Leases(settings.mostLeased(), nanoTime);
    this.nanoTime = nanoTime;
  }

  /** Takes one permit of the rule that matches {@code key}, else of the limiter's default limit. */
  public RateLimitResult check(String key) {
    return check(new Question(key, null), Map.of());
  }

  /** Takes one permit of {@code key}'s limit, counted by {@code algorithm} unless a rule says. */
  public RateLimitResult check(String key, LimitAlgorithm algorithm) {
    return check(key, algorithm, Map.of());
  }

  /**
   * Like {@link #check(String, LimitAlgorithm)}, with headers that go along when the limiter is
   * asked, for example those that continue a trace.
   */
  public RateLimitResult check(String key, LimitAlgorithm algorithm, Map<String, String> headers) {
    return check(new Question(key, algorithm), headers);
  }

  /** Whether the limiter is asked at present, for metrics. */
  public BreakerState breakerState() {
    return breaker.state();
  }

  /** Closes the connections; questions in flight are bypassed. */
  @Override
  public void close() {
    connections.close();
  }

  private RateLimitResult check(Question question, Map<String, String> headers) {
    Optional<Denied> known = denials.find(question);
    if (known.isPresent()) {
      return known.get();
    }
    long wanted = leases.spendOrWant(question);
    if (wanted == 0) {
      return new Allowed(UNTOLD);
    }
    RateLimitResult result = askGuarded(question, headers, wanted);
    if (wanted > 1 && isTooMany(result)) {
      leases.refused(question);
      result = askGuarded(question, headers, 1);
    }
    if (result instanceof Denied denied) {
      denials.add(question, denied);
    }
    return result;
  }

  /** Fewer may still pass: the limit has less left, or never had so many. */
  private static boolean isTooMany(RateLimitResult result) {
    return switch (result) {
      case Allowed _ -> false;
      case Denied _ -> true;
      case Bypassed(BypassReason reason) -> reason == BypassReason.QUESTION_REFUSED;
    };
  }

  private RateLimitResult askGuarded(Question question, Map<String, String> headers, long permits) {
    OptionalLong generation = breaker.enter();
    if (generation.isEmpty()) {
      return new Bypassed(BypassReason.BREAKER_OPEN);
    }
    long asked = nanoTime.getAsLong();
    RateLimitResult result = ask(question, headers, permits);
    if (result instanceof Bypassed(BypassReason reason) && reason.isFailureOfLimiter()) {
      breaker.failed(generation.getAsLong());
    } else {
      breaker.succeeded(generation.getAsLong());
    }
    if (result instanceof Allowed) {
      leases.granted(question, permits, asked);
    }
    return result;
  }

  private RateLimitResult ask(Question question, Map<String, String> headers, long permits) {
    byte[] request = head.of(question, permits, headers);
    long deadlineNanos = System.nanoTime() + settings.budget().toNanos();
    try {
      return read(connections.ask(request, MAX_ANSWER_BYTES, deadlineNanos));
    } catch (SocketTimeoutException late) {
      return new Bypassed(BypassReason.TIMEOUT);
    } catch (IOException failed) {
      boolean interrupted = Thread.currentThread().isInterrupted();
      return new Bypassed(interrupted ? BypassReason.INTERRUPTED : BypassReason.CONNECTION);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Bypassed(BypassReason.INTERRUPTED);
    }
  }

  private static RateLimitResult read(HttpAnswer answer) {
    int status = answer.status();
    if (status == OK || status == TOO_MANY_REQUESTS) {
      return Answer.read(answer.body());
    }
    boolean refused = status >= 400 && status < 500;
    return new Bypassed(refused ? BypassReason.QUESTION_REFUSED : BypassReason.SERVER_ERROR);
  }
}
