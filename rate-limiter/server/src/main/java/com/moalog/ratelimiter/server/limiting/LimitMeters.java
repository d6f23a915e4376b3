package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.FailMode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
  private final ConcurrentMap<Decided, Counter> requests = new ConcurrentHashMap<>();
  private final ConcurrentMap<Decided, Timer> checks = new ConcurrentHashMap<>();
  private final ConcurrentMap<Fallback, Counter> fallbacks = new ConcurrentHashMap<>();
  private final ConcurrentMap<PolicyResult, Counter> policies = new ConcurrentHashMap<>();
  private final ConcurrentMap<Call, Timer> calls = new ConcurrentHashMap<>();
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
    known(requests, decided, key -> registry.counter(prefix + "_requests", tags(key))).increment();
    known(checks, decided, key -> timer(prefix + "_check", tags(key)))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  void fellBack(FailMode mode, String reason) {
    fallbacks
        .computeIfAbsent(
            new Fallback(mode, reason),
            key ->
                registry.counter(
                    prefix + "_fallback", "mode", key.mode().text(), "reason", key.reason()))
        .increment();
  }

  void policyAnswered(String policy, String result) {
    known(
            policies,
            new PolicyResult(policy, result),
            key ->
                registry.counter(
                    prefix + "_policy_requests", "policy", key.policy(), "result", key.result()))
        .increment();
  }

  void redisAnswered(String command, String outcome, long nanos) {
    known(
            calls,
            new Call(command, outcome),
            key -> timer(prefix + "_redis", "command", key.command(), "outcome", key.outcome()))
        .record(nanos, TimeUnit.NANOSECONDS);
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
    return requests.entrySet().stream()
        .filter(entry -> entry.getKey().allowed() == allowed)
        .mapToLong(entry -> (long) entry.getValue().count())
        .sum();
  }

  /** Requests that were answered without Redis since the start. */
  public long fellBack() {
    return fallbacks.values().stream().mapToLong(counter -> (long) counter.count()).sum();
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

  /** Looked up without a lock, since it is there but for the first time. */
  private static <K, M> M known(ConcurrentMap<K, M> meters, K key, Function<K, M> making) {
    M meter = meters.get(key);
    return meter == null ? meters.computeIfAbsent(key, making) : meter;
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
