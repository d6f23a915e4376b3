package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.lease.LeaseTimer;
import com.moalog.ratelimiter.core.lease.Leases;
import com.moalog.ratelimiter.core.memory.LocalLimiter;
import com.moalog.ratelimiter.core.model.Counting.Leased;
import com.moalog.ratelimiter.core.model.Counting.Local;
import com.moalog.ratelimiter.core.model.Counting.Strict;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.FailMode;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.redis.Coalescer;
import com.moalog.ratelimiter.core.redis.RedisConnector;
import com.moalog.ratelimiter.core.redis.RedisLimiter;
import com.moalog.ratelimiter.server.limiting.Outcome.Decided;
import com.moalog.ratelimiter.server.limiting.Outcome.Degraded;
import com.moalog.ratelimiter.server.limiting.Outcome.Unavailable;
import com.moalog.ratelimiter.server.settings.FallbackSettings;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Decides. Redis does while it answers in time; otherwise the fail mode does, at once, and a stage
 * never fails for Redis's sake. Thread-safe, and no call blocks.
 */
public final class Limiting implements AutoCloseable {

  private static final String BREAKER = "breaker";

  private final boolean enabled;
  private final FailMode failMode;
  private final LimitMeters meters;
  private final LocalLimiter local;
  private final DenyCache denials;
  private final RedisLink link;
  private final RedisCalls calls;
  private final LocalLimiter alwaysLocal;
  private final Optional<Coalescer> coalescer;
  private final LeaseTimer leaseTimer = new LeaseTimer();
  private final Leases leases;

  /**
   * Not connected yet.
   *
   * @param enabled whether anything is limited; if not, Redis is left alone
   */
  public Limiting(
      boolean enabled, RedisConnector connector, FallbackSettings settings, LimitMeters meters) {
    this.enabled = enabled;
    this.failMode = settings.failMode();
    this.meters = meters;
    this.local = new LocalLimiter(settings.sharePermille(), settings.maxKeys(), Limiting::micros);
    this.denials =
        new DenyCache(settings.denyCacheAge(), settings.denyCacheKeys(), Limiting::micros);
    this.link = new RedisLink(connector, settings, local::clear);
    this.calls = new RedisCalls(meters, link);
    this.alwaysLocal =
        new LocalLimiter(settings.sharePermille(), settings.maxKeys(), Limiting::micros);
    this.coalescer =
        settings.coalesceBatch() == 0
            ? Optional.empty()
            : Optional.of(new Coalescer(settings.coalesceBatch()));
    String instance = UUID.randomUUID().toString().replace("-", "");
    this.leases = new Leases(instance, settings.maxKeys(), Limiting::micros, leaseTimer);
    meters.watch(link::state, local::size);
    meters.watchSavings(() -> coalescer.map(Coalescer::coalesced).orElse(0L), leases::unspent);
  }

  /** Begins to connect; the stage ends when Redis decides, or the first attempt has failed. */
  public CompletionStage<Void> start() {
    return enabled ? link.start() : CompletableFuture.completedStage(null);
  }

  public RedisLink link() {
    return link;
  }

  /** Takes the permits if there are enough. */
  public CompletionStage<Outcome> check(Question question) {
    long began = System.nanoTime();
    return decide(question).thenApply(outcome -> answered(question, outcome, began));
  }

  /** How many permits are left, or empty when nobody may tell. */
  public CompletionStage<OptionalLong> remaining(Rule rule, StorageKey key) {
    if (!enabled) {
      return CompletableFuture.completedStage(OptionalLong.of(rule.limit().permits()));
    }
    return viaRedis(
        "remaining",
        limiter -> limiter.remaining(key, rule.limit()).thenApply(OptionalLong::of),
        reason -> remainingWithoutRedis(rule, key, reason));
  }

  /** Makes the key fresh, here and in Redis; false when nobody may do so. */
  public CompletionStage<Boolean> reset(Rule rule, StorageKey key) {
    if (!enabled) {
      return CompletableFuture.completedStage(true);
    }
    denials.remove(key);
    local.reset(key);
    alwaysLocal.reset(key);
    leases.forget(key);
    return viaRedis(
        "reset",
        limiter -> limiter.reset(key).thenApply(existed -> true),
        reason -> {
          meters.fellBack(modeOf(rule), reason);
          return modeOf(rule) != FailMode.CLOSED;
        });
  }

  /** Forgets what was decided under rules that no longer hold. */
  public void rulesChanged() {
    denials.clear();
    local.clear();
  }

  @Override
  public void close() {
    leaseTimer.close();
    link.close();
  }

  private CompletionStage<Outcome> decide(Question question) {
    if (!enabled) {
      Decision everything = Decision.allow(question.limit().permits(), 0);
      return CompletableFuture.completedStage(new Decided(everything));
    }
    Optional<Decision> known = denials.find(question.storageKey(), question.permits());
    meters.denyCacheAsked(known.isPresent());
    if (known.isPresent()) {
      return CompletableFuture.completedStage(new Decided(known.get()));
    }
    return switch (question.rule().counting()) {
      case Strict strict -> viaRedis("check", limiter -> ask(limiter, question), question);
      case Leased(long most) -> leased(question, most);
      case Local alone ->
          CompletableFuture.completedStage(
              decided(
                  question,
                  alwaysLocal.check(question.storageKey(), question.limit(), question.permits())));
    };
  }

  private CompletionStage<Decision> ask(RedisLimiter limiter, Question question) {
    StorageKey key = question.storageKey();
    return coalescer.isPresent()
        ? coalescer.get().check(limiter, key, question.limit(), question.permits())
        : limiter.check(key, question.limit(), question.permits());
  }

  private CompletionStage<Outcome> leased(Question question, long most) {
    Optional<RedisLimiter> limiter = link.limiter();
    if (limiter.isEmpty()) {
      return CompletableFuture.completedStage(decideWithoutRedis(question, BREAKER));
    }
    return leases
        .check(
            new MeteredDesk(limiter.get(), calls),
            question.storageKey(),
            question.limit(),
            most,
            question.permits())
        .thenApply(decision -> decided(question, decision))
        .exceptionally(failure -> decideWithoutRedis(question, calls.failed(failure)));
  }

  private Outcome decided(Question question, Decision decision) {
    if (!decision.allowed()) {
      denials.add(question.storageKey(), question.permits(), decision);
    }
    return new Decided(decision);
  }

  private CompletionStage<Outcome> viaRedis(
      String command, Function<RedisLimiter, CompletionStage<Decision>> call, Question question) {
    return viaRedis(
        command,
        limiter -> call.apply(limiter).thenApply(decision -> decided(question, decision)),
        reason -> decideWithoutRedis(question, reason));
  }

  private <T> CompletionStage<T> viaRedis(
      String command,
      Function<RedisLimiter, CompletionStage<T>> call,
      Function<String, T> withoutRedis) {
    Optional<RedisLimiter> limiter = link.limiter();
    if (limiter.isEmpty()) {
      return CompletableFuture.completedStage(withoutRedis.apply(BREAKER));
    }
    return calls
        .measured(command, call.apply(limiter.get()))
        .exceptionally(failure -> withoutRedis.apply(calls.failed(failure)));
  }

  private Outcome decideWithoutRedis(Question question, String reason) {
    FailMode mode = modeOf(question.rule());
    meters.fellBack(mode, reason);
    return switch (mode) {
      case OPEN ->
          new Degraded(Decision.allow(question.limit().permits(), 0), FailMode.OPEN.text());
      case LOCAL ->
          new Degraded(
              local.check(question.storageKey(), question.limit(), question.permits()),
              FailMode.LOCAL.text());
      case CLOSED -> new Unavailable();
    };
  }

  private OptionalLong remainingWithoutRedis(Rule rule, StorageKey key, String reason) {
    FailMode mode = modeOf(rule);
    meters.fellBack(mode, reason);
    Limit limit = rule.limit();
    return switch (mode) {
      case OPEN -> OptionalLong.of(limit.permits());
      case LOCAL -> OptionalLong.of(local.remaining(key, limit));
      case CLOSED -> OptionalLong.empty();
    };
  }

  private Outcome answered(Question question, Outcome outcome, long beganNanos) {
    Rule rule = question.rule();
    return switch (outcome) {
      case Decided(Decision decision) -> new Decided(counted(rule, decision, beganNanos));
      case Degraded(Decision decision, String mode) ->
          new Degraded(counted(rule, decision, beganNanos), mode);
      case Unavailable unavailable -> {
        meters.policyAnswered(rule.name(), "error");
        yield unavailable;
      }
    };
  }

  /** Counts the decision; a rule in shadow refuses nobody. */
  private Decision counted(Rule rule, Decision decision, long beganNanos) {
    boolean shadowDenied = rule.shadow() && !decision.allowed();
    boolean allowed = decision.allowed() || shadowDenied;
    String denied = shadowDenied ? "shadow_denied" : "denied";
    meters.policyAnswered(rule.name(), decision.allowed() ? "allowed" : denied);
    meters.decided(rule.limit().algorithm(), allowed, System.nanoTime() - beganNanos);
    return shadowDenied ? Decision.allow(0, decision.resetMicros()) : decision;
  }

  private FailMode modeOf(Rule rule) {
    return rule.failMode() == null ? failMode : rule.failMode();
  }

  private static long micros() {
    return System.nanoTime() / 1_000;
  }
}
