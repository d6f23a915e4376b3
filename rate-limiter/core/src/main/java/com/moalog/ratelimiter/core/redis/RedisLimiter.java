package com.moalog.ratelimiter.core.redis;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Limits on one connection to Redis. Each decision is one atomic call on Redis's own clock, so any
 * number of instances that share a Redis share the limits exactly. A failed call fails its stage;
 * {@link RedisFault#of} tells why. Thread-safe; calls are pipelined.
 */
public final class RedisLimiter implements AutoCloseable {

  /**
   * How the server runs the algorithms: Redis 7 keeps functions, older ones only single scripts.
   */
  private enum Calling {
    FUNCTIONS,
    SCRIPTS
  }

  private final StatefulRedisConnection<String, String> connection;
  private final RedisAsyncCommands<String, String> redis;
  private final RedisSources sources;
  private final ScriptDigests digests;
  private final long retryMillis;
  private volatile Calling calling = Calling.FUNCTIONS;

  /**
   * @param retryMillis longest time to give a server the algorithms it lacks and to ask it again
   */
  RedisLimiter(
      StatefulRedisConnection<String, String> connection, RedisSources sources, long retryMillis) {
    this.connection = connection;
    this.retryMillis = retryMillis;
    this.redis = connection.async();
    this.sources = sources;
    this.digests = new ScriptDigests(sources);
  }

  /** Takes the permits if there are enough, else takes nothing. */
  public CompletionStage<Decision> check(StorageKey key, Limit limit, long permits) {
    return switch (limit) {
      case TokenBucket bucket ->
          this.<List<Long>>call(
                  RedisScript.TOKEN_BUCKET_CHECK,
                  ScriptOutputType.MULTI,
                  key,
                  text(bucket.capacity()),
                  text(bucket.rate().count()),
                  text(bucket.rate().periodSeconds()),
                  text(permits))
              .thenApply(RedisLimiter::decision);
      case SlidingWindow window ->
          this.<List<Long>>call(
                  RedisScript.SLIDING_WINDOW_CHECK,
                  ScriptOutputType.MULTI,
                  key,
                  text(window.maxRequests()),
                  text(window.windowMicros()),
                  text(permits))
              .thenApply(RedisLimiter::decision);
    };
  }

  /** How many permits are left; takes nothing and writes nothing. */
  public CompletionStage<Long> remaining(StorageKey key, Limit limit) {
    return switch (limit) {
      case TokenBucket bucket ->
          call(
              RedisScript.TOKEN_BUCKET_REMAINING,
              ScriptOutputType.INTEGER,
              key,
              text(bucket.capacity()),
              text(bucket.rate().count()),
              text(bucket.rate().periodSeconds()));
      case SlidingWindow window ->
          call(
              RedisScript.SLIDING_WINDOW_REMAINING,
              ScriptOutputType.INTEGER,
              key,
              text(window.maxRequests()),
              text(window.windowMicros()));
    };
  }

  /** Makes the key fresh; the stage tells whether anything was counted. */
  public CompletionStage<Boolean> reset(StorageKey key) {
    return redis.unlink(key.text()).thenApply(removed -> removed > 0);
  }

  public CompletionStage<String> ping() {
    return redis.ping();
  }

  public boolean isOpen() {
    return connection.isOpen();
  }

  /** Does not wait for the connection to be closed. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // A connection that closes badly is closed as well.
  public void close() {
    connection.closeAsync();
  }

  /** Gives the algorithms to the server. */
  CompletionStage<?> load() {
    return redis
        .functionLoad(sources.library(), true)
        .thenApply(name -> Calling.FUNCTIONS)
        .exceptionally(RedisLimiter::withoutFunctions)
        .thenAccept(found -> calling = found);
  }

  private static Calling withoutFunctions(Throwable failure) {
    String message = String.valueOf(RedisFault.unwrapped(failure).getMessage());
    // An older server, or a login that may not touch the server's functions.
    if (message.toLowerCase(Locale.ROOT).startsWith("err unknown command")
        || message.startsWith("NOPERM")) {
      return Calling.SCRIPTS;
    }
    throw new FunctionsRefusedException(RedisFault.unwrapped(failure));
  }

  private <T> CompletionStage<T> call(
      RedisScript script, ScriptOutputType output, StorageKey key, String... arguments) {
    String[] keys = {key.text()};
    return switch (calling) {
      case FUNCTIONS ->
          this.<T>function(script, output, keys, arguments)
              .exceptionallyCompose(failure ->
                  RedisFault.isScriptMissing(failure)
                      ? this.<T>loadAndCall(script, output, keys, arguments)
                      : failed(failure));
      case SCRIPTS ->
          redis
              .<T>evalsha(digests.of(script), output, keys, arguments)
              .exceptionallyCompose(failure ->
                  RedisFault.isScriptMissing(failure)
                      ? redis.<T>eval(sources.single(script), output, keys, arguments)
                      : failed(failure));
    };
  }

  private <T> CompletionStage<T> loadAndCall(
      RedisScript script, ScriptOutputType output, String[] keys, String... arguments) {
    return load()
        .thenCompose(loaded -> this.<T>function(script, output, keys, arguments))
        .toCompletableFuture()
        .orTimeout(retryMillis, TimeUnit.MILLISECONDS);
  }

  private <T> RedisFuture<T> function(
      RedisScript script, ScriptOutputType output, String[] keys, String... arguments) {
    return redis.fcall(script.functionName(), output, keys, arguments);
  }

  private static <T> CompletionStage<T> failed(Throwable failure) {
    return CompletableFuture.failedStage(RedisFault.unwrapped(failure));
  }

  private static Decision decision(List<Long> reply) {
    return new Decision(reply.get(0) == 1, reply.get(1), reply.get(2), reply.get(3));
  }

  private static String text(long number) {
    return Long.toString(number);
  }
}
