package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.lease.LeaseTimer;
import com.moalog.ratelimiter.core.lease.Leases;
import com.moalog.ratelimiter.core.memory.LocalLimiter;
import com.moalog.ratelimiter.core.model.Counting.Leased;
import com.moalog.ratelimiter.core.model.Counting.Local;
import com.moalog.ratelimiter.core.model.Counting.Strict;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.redis.Coalescer;
import com.moalog.ratelimiter.core.redis.RedisConnector;
import com.moalog.ratelimiter.core.redis.RedisLimiter;
import com.moalog.ratelimiter.server.limiting.Outcome.Decided;
import com.moalog.ratelimiter.server.limiting.Outcome.Degraded;
import com.moalog.ratelimiter.server.limiting.Outcome.Unavailable;
import com.moalog.ratelimiter.server.settings.FallbackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides. Redis does while it answers in time; otherwise the fail mode does, at once, and a stage
 * never fails for Redis's sake. Thread-safe, and no call blocks.
 */
public final class Limiting implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Limiting.class);

  /** Longest wait at the end for Redis to take leases back. */
  private static final long GIVING_BACK_MILLIS = 1_000;

  private final boolean enabled;
  private final LimitMeters meters;
  private final LocalLimiter local;
  private final DenyCache denials;
  private final RedisLink link;
  private final RedisCalls calls;
  private final Fallback fallback;
  private final Batches batches;
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
    this.meters = meters;
    this.local = new LocalLimiter(settings.sharePermille(), settings.maxKeys(), Limiting::micros);
    this.denials =
        new DenyCache(settings.denyCacheAge(), settings.denyCacheKeys(), Limiting::micros);
    this.link = new RedisLink(connector, settings, local::clear);
    this.calls = new RedisCalls(meters, link);
    this.fallback = new Fallback(settings.failMode(), local, meters);
    this.batches = new Batches(calls, denials, fallback, this::decide);
    this.alwaysLocal =
        new LocalLimiter(settings.sharePermille(), settings.maxKeys(), Limiting::micros);
    this.coalescer =
        settings.coalesceBatch() == 0
            ? Optional.empty()
            : Optional.of(new Coalescer(settings.coalesceBatch()));
    String instance = UUID.randomUUID().toString().replace("-", "");
    this.leases = new Leases(instance, settings.maxKeys(), Limiting::micros, leaseTimer);
    meters.watch(this::state, () -> local.size() + alwaysLocal.size());
    meters.watchSavings(() -> coalescer.map(Coalescer::coalesced).orElse(0L), leases::unspent);
  }

  /** Begins to connect; the stage ends when Redis decides, or the first attempt has failed. */
  public CompletionStage<Void> start() {
    return enabled ? link.start() : CompletableFuture.completedStage(null);
  }

  /** Redis; empty where nothing is limited, which it is not asked for. */
  public Optional<RedisLink> link() {
    return enabled ? Optional.of(link) : Optional.empty();
  }

  /** Takes the permits if there are enough. */
  public CompletionStage<Outcome> check(Question question) {
    long began = System.nanoTime();
    return decide(question).thenApply(outcome -> answered(question, outcome, began));
  }

  /**
   * Decides each question by itself, those of one key in their order; what Redis decides, it
   * decides in one round trip.
   *
   * @param questions at most {@link Request#MAX_BATCH}
   * @return the outcomes in the order of the questions
   */
  public CompletionStage<List<Outcome>> checkEach(List<Question> questions) {
    long began = System.nanoTime();
    return decideEach(questions).thenApply(outcomes -> answered(questions, outcomes, began));
  }

  /**
   * Takes nothing unless every question is allowed, save those whose rule only counts. If any is
   * refused, the others answer what they would have been told.
   *
   * @param questions at most {@link Request#MAX_BATCH}, for which {@link #obstacleToAll} is empty
   * @return the outcomes in the order of the questions
   */
  public CompletionStage<List<Outcome>> checkAll(List<Question> questions) {
    long began = System.nanoTime();
    return decideAll(questions).thenApply(outcomes -> answered(questions, outcomes, began));
  }

  /** Why these questions cannot be decided all or nothing. */
  public Optional<String> obstacleToAll(List<Question> questions) {
    return batches.obstacleToAll(questions);
  }

  /** How many permits are left, or empty when nobody may tell. */
  public CompletionStage<OptionalLong> remaining(Rule rule, StorageKey key) {
    if (!enabled) {
      return CompletableFuture.completedStage(OptionalLong.of(rule.limit().permits()));
    }
    if (rule.counting() instanceof Local) {
      return CompletableFuture.completedStage(
          OptionalLong.of(alwaysLocal.remaining(key, rule.limit())));
    }
    return calls.ask(
        "remaining",
        new Question(rule, key, 1),
        limiter -> limiter.remaining(key, rule.limit()).thenApply(OptionalLong::of),
        reason -> fallback.remaining(rule, key, reason));
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
    return calls.ask(
        "reset",
        limiter -> limiter.reset(key).thenApply(existed -> true),
        reason -> fallback.reset(rule, reason));
  }

  /** Forgets what was decided under rules that no longer hold. */
  public void rulesChanged() {
    denials.clear();
    local.clear();
  }

  /** Gives leases back, for a second at most, and lets go of Redis. */
  @Override
  public void close() {
    try {
      link.limiter().ifPresent(this::giveLeasesBack);
    } finally {
      leaseTimer.close();
      link.close();
    }
  }

  private void giveLeasesBack(RedisLimiter limiter) {
    boolean known =
        leases
            .giveBack(new MeteredDesk(limiter, calls))
            .toCompletableFuture()
            .completeOnTimeout(false, GIVING_BACK_MILLIS, TimeUnit.MILLISECONDS)
            .join();
    if (!known) {
      LOG.warn("Redis does not know of all permits that were given back");
    }
  }

  /** Closed, too, where nothing is limited and Redis is not missed. */
  private BreakerState state() {
    return enabled ? link.state() : BreakerState.CLOSED;
  }

  private CompletionStage<List<Outcome>> decideEach(List<Question> questions) {
    return enabled ? batches.decideEach(questions) : everything(questions);
  }

  private CompletionStage<List<Outcome>> decideAll(List<Question> questions) {
    return enabled ? batches.decideAll(questions) : everything(questions);
  }

  private static CompletionStage<List<Outcome>> everything(List<Question> questions) {
    return CompletableFuture.completedStage(questions.stream().map(Limiting::everything).toList());
  }

  private static Outcome everything(Question question) {
    return new Decided(Decision.allow(question.limit().permits(), 0));
  }

  private CompletionStage<Outcome> decide(Question question) {
    if (!enabled) {
      return CompletableFuture.completedStage(everything(question));
    }
    return switch (question.rule().counting()) {
      case Strict _ -> denied(question).orElseGet(() -> strict(question));
      case Leased(long most) -> denied(question).orElseGet(() -> leased(question, most));
      case Local _ ->
          CompletableFuture.completedStage(
              new Decided(
                  alwaysLocal.check(question.storageKey(), question.limit(), question.permits())));
    };
  }

  /** The refusal that still holds, if any. */
  private Optional<CompletionStage<Outcome>> denied(Question question) {
    Optional<Decision> known = denials.find(question.storageKey(), question.permits());
    meters.denyCacheAsked(known.isPresent());
    return known.map(denied -> CompletableFuture.completedStage(new Decided(denied)));
  }

  private CompletionStage<Outcome> strict(Question question) {
    return calls.ask(
        "check",
        question,
        limiter ->
            ask(limiter, question).thenApply(decision -> denials.remembered(question, decision)),
        reason -> fallback.decide(question, reason));
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
      return CompletableFuture.completedStage(fallback.decide(question, RedisCalls.BREAKER));
    }
    CompletionStage<Decision> decision =
        leases.check(
            new MeteredDesk(limiter.get(), calls),
            question.storageKey(),
            question.limit(),
            most,
            question.permits());
    return limiter
        .get()
        .inTime(decision)
        .<Outcome>thenApply(decided -> denials.remembered(question, decided))
        .exceptionally(failure -> fallback.decide(question, calls.failed(question, failure)));
  }

  private List<Outcome> answered(
      List<Question> questions, List<Outcome> outcomes, long beganNanos) {
    List<Outcome> answers = new ArrayList<>(outcomes.size());
    for (int i = 0; i < outcomes.size(); i++) {
      answers.add(answered(questions.get(i), outcomes.get(i), beganNanos));
    }
    return answers;
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

  private static long micros() {
    return System.nanoTime() / 1_000;
  }
}
