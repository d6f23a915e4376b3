package com.moalog.ratelimiter.server.actuator;

import com.moalog.ratelimiter.core.redis.RedisLimiter;
import com.moalog.ratelimiter.server.limiting.BreakerState;
import com.moalog.ratelimiter.server.limiting.RedisLink;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells whether the service decides as it should. Without Redis it is degraded, not down, unless
 * Redis is required: it still answers, and restarting it would help nobody. Where nothing is
 * limited, Redis is not missed. What Redis said is remembered for a second, so that probes cannot
 * load it. Thread-safe.
 */
public final class Health {

  private static final Duration PING_LIMIT = Duration.ofMillis(200);
  private static final Duration MEMORY = Duration.ofSeconds(1);
  private static final long DISK_THRESHOLD_BYTES = 10L * 1024 * 1024;
  private static final String UP = "UP";
  private static final String DOWN = "DOWN";
  private static final String DEGRADED = "DEGRADED";
  private static final String UNKNOWN = "UNKNOWN";

  /** What Redis does. */
  enum Redis {
    ANSWERS,
    AWAY,
    /** Nothing is limited, so nobody asks it. */
    UNUSED
  }

  /** What was seen. */
  record Seen(Redis redis, BreakerState breaker, boolean redisRequired) {

    int status() {
      return own().equals(DOWN) ? 503 : 200;
    }

    JsonObject body(boolean details) {
      JsonObject body = component(own());
      return details ? body.put("components", components()) : body;
    }

    private String own() {
      return switch (redis) {
        case ANSWERS, UNUSED -> UP;
        case AWAY -> redisRequired ? DOWN : DEGRADED;
      };
    }

    private JsonObject components() {
      JsonObject limiter = new JsonObject().put("breaker", breaker.text());
      switch (redis) {
        case ANSWERS -> limiter.put("redis", "connected").put("mode", "redis").put("ping", "PONG");
        case AWAY -> limiter.put("redis", "disconnected").put("mode", "fallback");
        case UNUSED -> limiter.put("redis", "unused").put("mode", "disabled");
      }
      return new JsonObject()
          .put("redis", component(ofRedis()))
          .put("rateLimiter", component(own()).put("details", limiter))
          .put("diskSpace", diskSpace())
          .put("ping", component(UP));
    }

    private String ofRedis() {
      return switch (redis) {
        case ANSWERS -> UP;
        case AWAY -> DOWN;
        case UNUSED -> UNKNOWN;
      };
    }

    private static JsonObject diskSpace() {
      File disk = new File(".");
      long free = disk.getUsableSpace();
      return component(free >= DISK_THRESHOLD_BYTES ? UP : DOWN)
          .put(
              "details",
              new JsonObject()
                  .put("total", disk.getTotalSpace())
                  .put("free", free)
                  .put("threshold", DISK_THRESHOLD_BYTES));
    }

    private static JsonObject component(String status) {
      return new JsonObject().put("status", status);
    }
  }

  private record Remembered(CompletableFuture<Boolean> answers, long askedNanos) {}

  private final Optional<RedisLink> link;
  private final boolean redisRequired;
  private final LongSupplier nanoTime;
  private Remembered remembered;

  /**
   * A look at Redis.
   *
   * @param link empty where Redis is not used
   * @param redisRequired whether the service is down while Redis is away
   */
  public Health(Optional<RedisLink> link, boolean redisRequired, LongSupplier nanoTime) {
    this.link = link;
    this.redisRequired = redisRequired;
    this.nanoTime = nanoTime;
    this.remembered =
        new Remembered(
            CompletableFuture.completedFuture(false), nanoTime.getAsLong() - MEMORY.toNanos());
  }

  /** Whether it can be asked: without Redis too, unless Redis is required. */
  public CompletionStage<Boolean> serves() {
    return redisRequired
        ? look().thenApply(seen -> seen.redis() != Redis.AWAY)
        : CompletableFuture.completedStage(true);
  }

  CompletionStage<Seen> look() {
    return link.map(used ->
            redisAnswers(used)
                .thenApply(answers ->
                    new Seen(answers ? Redis.ANSWERS : Redis.AWAY, used.state(), redisRequired)))
        .orElseGet(() ->
            CompletableFuture.completedStage(
                new Seen(Redis.UNUSED, BreakerState.CLOSED, redisRequired)));
  }

  private synchronized CompletionStage<Boolean> redisAnswers(RedisLink used) {
    Optional<RedisLimiter> limiter = used.limiter();
    if (limiter.isEmpty()) {
      return CompletableFuture.completedStage(false);
    }
    if (nanoTime.getAsLong() - remembered.askedNanos() >= MEMORY.toNanos()) {
      remembered = new Remembered(ping(limiter.get()), nanoTime.getAsLong());
    }
    return remembered.answers();
  }

  private static CompletableFuture<Boolean> ping(RedisLimiter limiter) {
    return limiter
        .ping()
        .toCompletableFuture()
        .orTimeout(PING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .handle((pong, failure) -> failure == null);
  }
}
