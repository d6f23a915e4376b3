package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.redis.RedisFault;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the calls of Redis and tells the breaker how they end. Thread-safe. */
final class RedisCalls {

  private static final Logger LOG = LoggerFactory.getLogger(RedisCalls.class);

  private final LimitMeters meters;
  private final RedisLink link;
  private final FaultLog faults = new FaultLog(LOG, System::nanoTime);

  RedisCalls(LimitMeters meters, RedisLink link) {
    this.meters = meters;
    this.link = link;
  }

  /** The same call; how it ends is measured, and a success told to the breaker. */
  <T> CompletionStage<T> measured(String command, CompletionStage<T> call) {
    long began = System.nanoTime();
    return call.whenComplete((answer, failure) -> {
      String outcome = failure == null ? "success" : RedisFault.of(failure).text();
      meters.redisAnswered(command, outcome, System.nanoTime() - began);
      if (failure == null) {
        link.succeeded();
      }
    });
  }

  /** Tells the breaker of a call that failed and returns the reason. */
  String failed(Throwable failure) {
    RedisFault fault = RedisFault.of(failure);
    faults.report(fault, failure);
    // A key of another type is that key's fault alone.
    if (fault != RedisFault.WRONGTYPE) {
      link.failed(fault);
    }
    return fault.text();
  }
}
