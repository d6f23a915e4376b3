package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.FailMode;
import com.moalog.ratelimiter.server.metering.KeptMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the limiter counts about itself. The caller's key is never a tag, and each tag has few
 * values, so every meter is made once and kept. Thread-safe.
 */
public final class LimitMeters {

  /** Upper bounds of the histograms. */
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500)
  };

  private record Decided(Algorithm algorithm, boolean allowed) {}

  private record Fallback(FailMode mode, String reason) {}

  private record PolicyResult(String policy, String result) {}

  private record Call(String command, String outcome) {}

  private final MeterRegistry registry;
  private final String prefix;
  private final KeptMeters<Decided, Counter> requests = new KeptMeters<>(this::requestsOf);
  private final KeptMeters<Decided, Timer> checks = new KeptMeters<>(this::checksOf);
  private final KeptMeters<Fallback, Counter> fallbacks = new KeptMeters<>(this::fallbacksOf);
  private final KeptMeters<PolicyResult, Counter> policies = new KeptMeters<>(this::policiesOf);
  private final KeptMeters<Call, Timer> calls = new KeptMeters<>(this::callsOf);
  private final Counter denyCacheHits;
  private final Counter denyCacheMisses;
  private final Counter unreadableStates;
  private volatile Supplier<Number> coalesced = () -> 0;
  private volatile Supplier<BreakerState> breaker = () -> BreakerState.OPEN;
  private volatile Supplier<Number> localKeys = () -> 0;

  /**
   * Meters that have counted nothing yet.
   *
   * @param prefix what the names start with
   */
  public LimitMeters(MeterRegistry registry, String prefix) {
    this.registry = registry;
    this.prefix = prefix;
    this.denyCacheHits = registry.counter(prefix + "_deny_cache", "result", "hit");
    this.denyCacheMisses = registry.counter(prefix + "_deny_cache", "result", "miss");
    this.unreadableStates = registry.counter(prefix + "_unreadable_states");
  }

  void decided(Algorithm algorithm, boolean allowed, long nanos) {
    Decided decided = new Decided(algorithm, allowed);
    requests.of(decided).increment();
    checks.of(decided).record(nanos, TimeUnit.NANOSECONDS);
  }

  void fellBack(FailMode mode, String reason) {
    fallbacks.of(new Fallback(mode, reason)).increment();
  }

  void policyAnswered(String policy, String result) {
    policies.of(new PolicyResult(policy, result)).increment();
  }

  void redisAnswered(String command, String outcome, long nanos) {
    calls.of(new Call(command, outcome)).record(nanos, TimeUnit.NANOSECONDS);
  }

  void denyCacheAsked(boolean hit) {
    (hit ? denyCacheHits : denyCacheMisses).increment();
  }

  void unreadable(long states) {
    unreadableStates.increment((double) states);
  }

  void rulesReloaded(boolean succeeded) {
    registry
        .counter(prefix + "_policy_reload", "result", succeeded ? "success" : "failure")
        .increment();
  }

  /** Requests that were decided so since the start. */
  public long decided(boolean allowed) {
    return requests.made().entrySet().stream()
        .filter(entry -> entry.getKey().allowed() == allowed)
        .mapToLong(entry -> (long) entry.getValue().count())
        .sum();
  }

  /** Requests that were answered without Redis since the start. */
  public long fellBack() {
    return fallbacks.made().values().stream().mapToLong(counter -> (long) counter.count()).sum();
  }

  /** As the metric writes it. */
  public int breakerState() {
    return breaker.get().metricValue();
  }

  /** Keys that are counted in this process at present. */
  public long localKeys() {
    return localKeys.get().longValue();
  }

  void watch(Supplier<BreakerState> state, Supplier<Number> keys) {
    breaker = state;
    localKeys = keys;
    Gauge.builder(prefix + "_breaker_state", () -> state.get().metricValue()).register(registry);
    Gauge.builder(prefix + "_degraded", () -> state.get() == BreakerState.CLOSED ? 0 : 1)
        .register(registry);
    Gauge.builder(prefix + "_local_keys", keys).register(registry);
  }

  void watchSavings(Supplier<Number> coalescedRequests, Supplier<Number> leasedPermits) {
    coalesced = coalescedRequests;
    // The registry holds what it watches weakly; this object lives as long as the limiter.
    FunctionCounter.builder(prefix + "_coalesced", this, it -> it.coalesced.get().doubleValue())
        .register(registry);
    Gauge.builder(prefix + "_leased_permits", leasedPermits).register(registry);
  }

  private Counter requestsOf(Decided decided) {
    return registry.counter(prefix + "_requests", tags(decided));
  }

  private Timer checksOf(Decided decided) {
    return timer(prefix + "_check", tags(decided));
  }

  private Counter fallbacksOf(Fallback fallback) {
    return registry.counter(
        prefix + "_fallback", "mode", fallback.mode().text(), "reason", fallback.reason());
  }

  private Counter policiesOf(PolicyResult answered) {
    return registry.counter(
        prefix + "_policy_requests", "policy", answered.policy(), "result", answered.result());
  }

  private Timer callsOf(Call call) {
    return timer(prefix + "_redis", "command", call.command(), "outcome", call.outcome());
  }

  private Timer timer(String name, String... tags) {
    return Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(registry);
  }

  private static String[] tags(Decided decided) {
    return new String[] {
      "algorithm", decided.algorithm().name(), "allowed", Boolean.toString(decided.allowed())
    };
  }
}
