package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.redis.RedisFault;
import com.moalog.ratelimiter.core.redis.RedisLimiter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the calls of Redis and tells the breaker how they end. Thread-safe. */
final class RedisCalls {

  /** The reason of answers that were given without asking Redis. */
  static final String BREAKER = "breaker";

  /** How a call ends that Redis answers. */
  static final String SUCCESS = "success";

  private static final Logger LOG = LoggerFactory.getLogger(RedisCalls.class);

  private final LimitMeters meters;
  private final RedisLink link;
  private final FaultLog faults = new FaultLog(LOG, System::nanoTime);

  RedisCalls(LimitMeters meters, RedisLink link) {
    this.meters = meters;
    this.link = link;
  }

  /** Asks Redis, or answers without it: at once while it is away, else when the call fails. */
  <T> CompletionStage<T> ask(
      String command,
      Function<RedisLimiter, CompletionStage<T>> call,
      Function<String, T> withoutRedis) {
    return ask(command, call, withoutRedis, answer -> SUCCESS, this::failed);
  }

  /** The same about one question, whose key is told of when that is where the fault lies. */
  <T> CompletionStage<T> ask(
      String command,
      Question question,
      Function<RedisLimiter, CompletionStage<T>> call,
      Function<String, T> withoutRedis) {
    return ask(
        command, call, withoutRedis, answer -> SUCCESS, failure -> failed(question, failure));
  }

  /**
   * The same.
   *
   * @param outcomeOf what to record of an answer
   */
  <T> CompletionStage<T> ask(
      String command,
      Function<RedisLimiter, CompletionStage<T>> call,
      Function<String, T> withoutRedis,
      Function<T, String> outcomeOf) {
    return ask(command, call, withoutRedis, outcomeOf, this::failed);
  }

  private <T> CompletionStage<T> ask(
      String command,
      Function<RedisLimiter, CompletionStage<T>> call,
      Function<String, T> withoutRedis,
      Function<T, String> outcomeOf,
      Function<Throwable, String> reasonOf) {
    Optional<RedisLimiter> limiter = link.limiter();
    if (limiter.isEmpty()) {
      return CompletableFuture.completedStage(withoutRedis.apply(BREAKER));
    }
    return measured(command, call.apply(limiter.get()), outcomeOf)
        .exceptionally(failure -> withoutRedis.apply(reasonOf.apply(failure)));
  }

  /** Whether one call can decide these keys. */
  boolean canDecideTogether(List<StorageKey> keys) {
    return link.limiter().map(limiter -> limiter.canDecideTogether(keys)).orElse(true);
  }

  /** The same call; how it ends is measured, and a success told to the breaker. */
  <T> CompletionStage<T> measured(String command, CompletionStage<T> call) {
    return measured(command, call, answer -> SUCCESS);
  }

  private <T> CompletionStage<T> measured(
      String command, CompletionStage<T> call, Function<T, String> outcomeOf) {
    long began = System.nanoTime();
    return call.whenComplete((answer, failure) -> {
      String outcome = failure == null ? outcomeOf.apply(answer) : RedisFault.of(failure).text();
      meters.redisAnswered(command, outcome, System.nanoTime() - began);
      if (failure == null) {
        link.succeeded();
      }
    });
  }

  /** The reason where a key holds something else than a count, which is that key's fault alone. */
  String notCounted(Question question) {
    faults.report(
        RedisFault.WRONGTYPE,
        "key %s of rule '%s' holds something else than a count"
            .formatted(question.maskedKey(), question.rule().name()));
    return RedisFault.WRONGTYPE.text();
  }

  /** The same, if it is the question's key that holds something else than a count. */
  String failed(Question question, Throwable failure) {
    return RedisFault.of(failure) == RedisFault.WRONGTYPE ? notCounted(question) : failed(failure);
  }

  /** Tells the breaker of a call that failed and returns the reason. */
  private String failed(Throwable failure) {
    RedisFault fault = RedisFault.of(failure);
    faults.report(fault, failure);
    // A key of another type is that key's fault alone.
    if (fault != RedisFault.WRONGTYPE) {
      link.failed(fault);
    }
    return fault.text();
  }
}
