package com.moalog.ratelimiter.core.redis;

import com.moalog.ratelimiter.core.lease.LeaseAnswer;
import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.lease.LeaseDesk;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.StorageKey;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Limits on one connection to Redis. Each decision is one atomic call on Redis's own clock, so any
 * number of instances that share a Redis share the limits exactly. A failed call fails its stage;
 * {@link RedisFault#of} tells why. Thread-safe; calls are pipelined.
 */
public final class RedisLimiter implements LeaseDesk, AutoCloseable {

  /**
   * How the server runs the algorithms: Redis 7 keeps functions, older ones only single scripts.
   */
  private enum Calling {
    FUNCTIONS,
    SCRIPTS
  }

  private final RedisConnection connection;
  private final RedisSources sources;
  private final Deadlines deadlines;
  private final LongConsumer unreadable;
  private final Runnable atClose;
  private final AtomicReference<@Nullable CompletableFuture<?>> loading = new AtomicReference<>();
  private volatile Calling calling = Calling.FUNCTIONS;

  /**
   * @param deadlines how long a call may take, with giving a server the algorithms it lacks
   * @param unreadable told how many states a call could not read, if any
   * @param atClose what else ends with this limiter
   */
  RedisLimiter(
      RedisConnection connection,
      RedisSources sources,
      Deadlines deadlines,
      LongConsumer unreadable,
      Runnable atClose) {
    this.connection = connection;
    this.deadlines = deadlines;
    this.unreadable = unreadable;
    this.atClose = atClose;
    this.sources = sources;
  }

  /**
   * Limits on a connection that the caller has opened, and that {@link #close} closes.
   *
   * @param longest time of one call, with giving a server the algorithms it lacks
   * @return a stage that ends when the server knows the algorithms
   */
  public static CompletionStage<RedisLimiter> on(
      StatefulRedisConnection<String, String> connection, Duration longest) {
    Deadlines deadlines = new Deadlines(longest);
    RedisLimiter limiter =
        new RedisLimiter(
            new ServerConnection(List.of(connection), List.of()),
            RedisSources.onRedisTime(),
            deadlines,
            states -> {},
            deadlines::close);
    return limiter.load(longest).thenApply(loaded -> limiter);
  }

  /**
   * The same stage, which fails when it takes longer from now on than one call may: for what waits
   * for a call of somebody else.
   */
  public <T> CompletionStage<T> inTime(CompletionStage<T> answer) {
    return deadlines.bound(answer.toCompletableFuture());
  }

  /** Takes the permits if there are enough, else takes nothing. */
  @Override
  public CompletionStage<Decision> check(StorageKey key, Limit limit, long permits) {
    return call(RedisScript.CHECK, ScriptCall.of(key, limit, permits), ScriptCall::only);
  }

  /**
   * Decides each request by itself, the requests of one key in their order, in one round trip; in a
   * cluster, in one call for each slot, all sent at once. A key that holds something else than a
   * count concerns its own requests alone.
   *
   * @param requests at most {@link Request#MAX_BATCH}
   * @return the decisions in the order of the requests, empty for a key that holds something else
   */
  public CompletionStage<List<Optional<Decision>>> checkEachIfCounted(List<Request> requests) {
    return isOneGroup(requests) ? group(requests) : scattered(requests);
  }

  private boolean isOneGroup(List<Request> requests) {
    for (int i = 1; i < requests.size(); i++) {
      if (group(requests.get(i).key()) != group(requests.getFirst().key())) {
        return false;
      }
    }
    return true;
  }

  /**
   * The same, which fails as a whole when a key holds something else than a count.
   *
   * @param requests at most {@link Request#MAX_BATCH}
   * @return the decisions in the order of the requests
   */
  public CompletionStage<List<Decision>> checkEach(List<Request> requests) {
    return checkEachIfCounted(requests)
        .thenApply(decisions ->
            decisions.stream()
                .map(decision -> decision.orElseThrow(RedisFault::otherType))
                .toList());
  }

  private CompletionStage<List<Optional<Decision>>> group(List<Request> requests) {
    return batch(RedisScript.CHECK, requests, ScriptCall::decisionsIfCounted);
  }

  private CompletionStage<List<Optional<Decision>>> scattered(List<Request> requests) {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      groups.computeIfAbsent(group(requests.get(i).key()), first -> new ArrayList<>()).add(i);
    }
    Map<Integer, Optional<Decision>> decisions = new ConcurrentHashMap<>();
    CompletableFuture<?>[] calls =
        groups.values().stream()
            .map(indices ->
                group(indices.stream().map(requests::get).toList())
                    .thenAccept(answers -> {
                      for (int i = 0; i < indices.size(); i++) {
                        decisions.put(indices.get(i), answers.get(i));
                      }
                    })
                    .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(calls)
        .thenApply(all ->
            IntStream.range(0, requests.size())
                .mapToObj(i -> decisions.getOrDefault(i, Optional.empty()))
                .toList());
  }

  /** Whether {@link #checkAll} can decide requests of these keys: in a cluster, of one slot. */
  public boolean canDecideTogether(List<StorageKey> keys) {
    return keys.stream().mapToInt(this::group).distinct().count() <= 1;
  }

  private int group(StorageKey key) {
    return connection.group(key.text());
  }

  /**
   * Decides in order and takes nothing unless every request is allowed, in one round trip. If any
   * is refused, the others answer what they would have been told.
   *
   * @param requests at most {@link Request#MAX_BATCH}; in a cluster, of keys with one hash tag
   * @return the decisions in the order of the requests
   */
  public CompletionStage<List<Decision>> checkAll(List<Request> requests) {
    return batch(RedisScript.CHECK_ALL, requests, ScriptCall::decisions);
  }

  @Override
  public CompletionStage<LeaseAnswer> lease(LeaseCall call) {
    return call(RedisScript.LEASE, ScriptCall.of(call), ScriptCall::leaseAnswer);
  }

  /** How many permits are left; takes nothing and writes nothing. */
  public CompletionStage<Long> remaining(StorageKey key, Limit limit) {
    ScriptCall call = ScriptCall.of(key, limit, 0);
    return call(RedisScript.PEEK, call, reply -> ScriptCall.only(reply).remaining());
  }

  /** Makes the key fresh; the stage tells whether anything was counted. */
  public CompletionStage<Boolean> reset(StorageKey key) {
    return bound(connection.commands(key.text()).unlink(key.text(), key.lesseesName()))
        .thenApply(removed -> removed > 0);
  }

  public CompletionStage<String> ping() {
    return bound(connection.commands("").ping());
  }

  public boolean isOpen() {
    return connection.isOpen();
  }

  /** Does not wait for the connection to be closed. */
  @Override
  public void close() {
    connection.close();
    atClose.run();
  }

  /** Gives the algorithms to the server, within that time. */
  CompletionStage<?> load(Duration longest) {
    return load().toCompletableFuture().orTimeout(longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Gives the algorithms to the server. */
  CompletionStage<?> load() {
    return connection
        .loadFunctions(sources.library())
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

  private <T> CompletionStage<List<T>> batch(
      RedisScript script,
      List<Request> requests,
      BiFunction<ScriptCall, ScriptReply, List<T>> reading) {
    if (requests.size() > Request.MAX_BATCH) {
      throw new IllegalArgumentException(
          "at most %d requests in a call, got: %d".formatted(Request.MAX_BATCH, requests.size()));
    }
    if (requests.isEmpty()) {
      return CompletableFuture.completedStage(List.of());
    }
    ScriptCall call = ScriptCall.of(requests);
    return call(script, call, reply -> reading.apply(call, reply));
  }

  private <T> CompletionStage<T> call(
      RedisScript script, ScriptCall call, Function<ScriptReply, T> reading) {
    return bound(send(script, call))
        .thenApply(text -> {
          ScriptReply reply = ScriptReply.of(text);
          long states = call.unreadable(reply);
          if (states > 0) {
            unreadable.accept(states);
          }
          return reading.apply(reply);
        });
  }

  private <T> CompletableFuture<T> bound(CompletionStage<T> answer) {
    return deadlines.bound(answer.toCompletableFuture());
  }

  private CompletionStage<String> send(RedisScript script, ScriptCall call) {
    return switch (calling) {
      case FUNCTIONS ->
          function(script, call)
              .exceptionallyCompose(failure ->
                  RedisFault.isScriptMissing(failure)
                      ? loadAndCall(script, call)
                      : failed(failure));
      case SCRIPTS ->
          commands(call)
              .<String>evalsha(
                  sources.digest(script), ScriptOutputType.VALUE, call.keys(), call.arguments())
              .exceptionallyCompose(failure ->
                  RedisFault.isScriptMissing(failure)
                      ? commands(call)
                          .<String>eval(
                              sources.single(script),
                              ScriptOutputType.VALUE,
                              call.keys(),
                              call.arguments())
                      : failed(failure));
    };
  }

  private RedisClusterAsyncCommands<String, String> commands(ScriptCall call) {
    return connection.commands(call.keys()[0]);
  }

  private CompletionStage<String> loadAndCall(RedisScript script, ScriptCall call) {
    return loadOnce().thenCompose(loaded -> function(script, call));
  }

  /** All who miss the algorithms at the same time load them together. */
  @SuppressWarnings("FutureReturnValueIgnored") // Its end is handled by this very stage.
  private CompletionStage<?> loadOnce() {
    CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
    CompletableFuture<?> underWay = loading.compareAndExchange(null, mine);
    if (underWay != null) {
      return underWay;
    }
    bound(load())
        .whenComplete((loaded, failure) -> {
          loading.set(null);
          if (failure == null) {
            mine.complete(null);
          } else {
            mine.completeExceptionally(failure);
          }
        });
    return mine;
  }

  private RedisFuture<String> function(RedisScript script, ScriptCall call) {
    return commands(call)
        .fcall(sources.functionName(script), ScriptOutputType.VALUE, call.keys(), call.arguments());
  }

  private static <T> CompletionStage<T> failed(Throwable failure) {
    return CompletableFuture.failedStage(RedisFault.unwrapped(failure));
  }
}
