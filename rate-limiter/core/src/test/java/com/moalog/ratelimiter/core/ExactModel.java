package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one key's limit must answer, said as plainly as possible: a bucket holds a fraction of a
 * token, a window is a list of times. The limit may change from step to step.
 */
final class ExactModel {

  private static final long MICROS = 1_000_000;

  private @Nullable Fraction tokens;
  private long takenMicros;
  private final List<Long> requests = new ArrayList<>();

  Decision check(long nowMicros, Limit limit, long permits) {
    return switch (limit) {
      case TokenBucket bucket -> checkBucket(nowMicros, bucket, permits);
      case SlidingWindow window -> checkWindow(nowMicros, window, permits);
    };
  }

  long remaining(long nowMicros, Limit limit) {
    return switch (limit) {
      case TokenBucket bucket -> tokensAt(nowMicros, bucket).floor();
      case SlidingWindow window ->
          Math.max(0, window.maxRequests() - live(nowMicros, window).size());
    };
  }

  private Decision checkBucket(long nowMicros, TokenBucket bucket, long permits) {
    Fraction available = tokensAt(nowMicros, bucket);
    Fraction missing = Fraction.of(bucket.capacity()).minus(available);
    Fraction wanted = Fraction.of(permits);
    if (available.compareTo(wanted) < 0) {
      return Decision.deny(
          microsToGain(missing, bucket), microsToGain(wanted.minus(available), bucket));
    }
    takenMicros = tokens == null ? nowMicros : Math.max(nowMicros, takenMicros);
    tokens = available.minus(wanted).reduced();
    return Decision.allow(tokens.floor(), microsToGain(missing.plus(wanted), bucket));
  }

  private Fraction tokensAt(long nowMicros, TokenBucket bucket) {
    Fraction full = Fraction.of(bucket.capacity());
    if (tokens == null) {
      return full;
    }
    Fraction kept = tokens.compareTo(full) > 0 ? full : tokens;
    Fraction gained =
        Fraction.of(Math.max(0, nowMicros - takenMicros))
            .times(bucket.rate().count())
            .dividedBy(bucket.rate().periodSeconds() * MICROS);
    Fraction level = kept.plus(gained);
    return level.compareTo(full) > 0 ? full : level;
  }

  private static long microsToGain(Fraction amount, TokenBucket bucket) {
    return amount
        .times(bucket.rate().periodSeconds() * MICROS)
        .dividedBy(bucket.rate().count())
        .ceiling();
  }

  private Decision checkWindow(long nowMicros, SlidingWindow window, long permits) {
    long now = requests.isEmpty() ? nowMicros : Math.max(nowMicros, requests.getLast());
    List<Long> live = live(now, window);
    if (live.size() + permits > window.maxRequests()) {
      int leaving = (int) (live.size() + permits - window.maxRequests() - 1);
      long wait = live.get(leaving) + window.windowMicros() - now;
      return Decision.deny(wait, wait);
    }
    for (int i = 0; i < permits; i++) {
      requests.add(now);
      live.add(now);
    }
    return Decision.allow(
        window.maxRequests() - live.size(), live.getFirst() + window.windowMicros() - now);
  }

  private List<Long> live(long nowMicros, SlidingWindow window) {
    long now = requests.isEmpty() ? nowMicros : Math.max(nowMicros, requests.getLast());
    List<Long> live = new ArrayList<>(requests);
    live.removeIf(time -> time <= now - window.windowMicros());
    return live;
  }
}
