package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.redis.RedisFault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs each kind of fault at most once in ten seconds. Thread-safe. */
final class FaultLog {

  static final Duration SILENCE = Duration.ofSeconds(10);

  private final Logger log;
  private final LongSupplier nanoTime;
  private final Map<RedisFault, Long> lastNanos = new EnumMap<>(RedisFault.class);

  FaultLog(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  void report(RedisFault fault, Throwable failure) {
    report(fault, rootOf(failure).getMessage());
  }

  void report(RedisFault fault, @Nullable String reason) {
    if (isDue(fault)) {
      log.warn("Redis did not decide ({}): {}", fault.text(), reason);
    }
  }

  private synchronized boolean isDue(RedisFault fault) {
    long now = nanoTime.getAsLong();
    Long last = lastNanos.get(fault);
    if (last != null && now - last < SILENCE.toNanos()) {
      return false;
    }
    lastNanos.put(fault, now);
    return true;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
