package com.moalog.ratelimiter.server.api;

import com.moalog.ratelimiter.server.http.Refusal;
import com.moalog.ratelimiter.server.limiting.MaskedKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Tells of requests that made no sense, seldom: callers must not fill the log. Thread-safe. */
final class RefusalLog {

  static final Duration SILENCE = Duration.ofSeconds(10);

  private final Logger log;
  private final LongSupplier nanoTime;
  private final AtomicLong next;
  private final AtomicLong untold = new AtomicLong();

  RefusalLog(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.next = new AtomicLong(nanoTime.getAsLong());
  }

  void report(String key, Refusal refusal) {
    long now = nanoTime.getAsLong();
    long due = next.get();
    if (now - due >= 0 && next.compareAndSet(due, now + SILENCE.toNanos())) {
      log.warn(
          "Refused {}: {} ({} more were refused since the last such line)",
          MaskedKey.of(key),
          refusal.error(),
          untold.getAndSet(0));
    } else {
      untold.incrementAndGet();
      log.debug("Refused {}: {}", MaskedKey.of(key), refusal.message());
    }
  }
}
