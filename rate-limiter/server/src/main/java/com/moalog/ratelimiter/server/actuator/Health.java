package com.moalog.ratelimiter.server.actuator;

import com.moalog.ratelimiter.server.limiting.BreakerState;
import com.moalog.ratelimiter.server.limiting.RedisLink;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells whether the service decides as it should. Without Redis it is degraded, not down: it still
 * answers, and restarting it would help nobody. What Redis said is remembered for a second, so that
 * probes cannot load it. Thread-safe.
 */
public final class Health {

  private static final Duration PING_LIMIT = Duration.ofMillis(200);
  private static final Duration MEMORY = Duration.ofSeconds(1);
  private static final long DISK_THRESHOLD_BYTES = 10L * 1024 * 1024;

  /** What was seen. */
  record Seen(boolean redisAnswers, BreakerState breaker) {

    int status(boolean redisRequired) {
      return redisAnswers || !redisRequired ? 200 : 503;
    }

    JsonObject body(boolean details) {
      JsonObject body = new JsonObject().put("status", redisAnswers ? "UP" : "DEGRADED");
      return details ? body.put("components", components()) : body;
    }

    private JsonObject components() {
      JsonObject limiter =
          new JsonObject()
              .put("redis", redisAnswers ? "connected" : "disconnected")
              .put("breaker", breaker.text())
              .put("mode", redisAnswers ? "redis" : "fallback");
      if (redisAnswers) {
        limiter.put("ping", "PONG");
      }
      return new JsonObject()
          .put("redis", component(redisAnswers ? "UP" : "DOWN"))
          .put("rateLimiter", component(redisAnswers ? "UP" : "DEGRADED").put("details", limiter))
          .put("diskSpace", diskSpace())
          .put("ping", component("UP"));
    }

    private static JsonObject diskSpace() {
      File disk = new File(".");
      long free = disk.getUsableSpace();
      return component(free >= DISK_THRESHOLD_BYTES ? "UP" : "DOWN")
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

  private final RedisLink link;
  private final LongSupplier nanoTime;
  private Remembered remembered;

  public Health(RedisLink link, LongSupplier nanoTime) {
    this.link = link;
    this.nanoTime = nanoTime;
    this.remembered =
        new Remembered(
            CompletableFuture.completedFuture(false), nanoTime.getAsLong() - MEMORY.toNanos());
  }

  /** Whether it can be asked: without Redis too, unless Redis is required. */
  public CompletionStage<Boolean> serves(boolean redisRequired) {
    return redisRequired ? redisAnswers() : CompletableFuture.completedStage(true);
  }

  CompletionStage<Seen> look() {
    return redisAnswers().thenApply(answers -> new Seen(answers, link.state()));
  }

  private synchronized CompletionStage<Boolean> redisAnswers() {
    if (link.limiter().isEmpty()) {
      return CompletableFuture.completedStage(false);
    }
    if (nanoTime.getAsLong() - remembered.askedNanos() >= MEMORY.toNanos()) {
      remembered = new Remembered(ping(), nanoTime.getAsLong());
    }
    return remembered.answers();
  }

  private CompletableFuture<Boolean> ping() {
    return link.limiter()
        .map(limiter ->
            limiter
                .ping()
                .toCompletableFuture()
                .orTimeout(PING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .handle((pong, failure) -> failure == null))
        .orElseGet(() -> CompletableFuture.completedFuture(false));
  }
}
