package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.util.List;
import java.util.Random;

/** Limits and pauses from one seed, small enough that most of them are reached. */
final class RandomLimits {

  private static final long[] PERIODS = {1, 5, 6, 7, 60};

  private final Random random;

  RandomLimits(Random random) {
    this.random = random;
  }

  Algorithm algorithm() {
    List<Algorithm> all = List.of(Algorithm.values());
    return all.get(random.nextInt(all.size()));
  }

  Limit next(Algorithm algorithm) {
    return switch (algorithm) {
      case TOKEN_BUCKET -> new TokenBucket(size(), rate());
      case LEAKY_BUCKET -> new LeakyBucket(size(), rate());
      case SLIDING_WINDOW_LOG -> new SlidingWindow(size(), 1_000L * windowMillis());
      case SLIDING_WINDOW_COUNTER -> new SlidingCounter(size(), windowMillis());
      case FIXED_WINDOW -> new FixedWindow(size(), windowMillis());
    };
  }

  /** A limit of another size, and now and then of another period or window. */
  Limit changed(Limit limit) {
    if (random.nextInt(4) == 0) {
      return next(limit.algorithm());
    }
    return switch (limit) {
      case TokenBucket bucket -> new TokenBucket(size(), bucket.rate());
      case LeakyBucket bucket -> new LeakyBucket(size(), bucket.rate());
      case SlidingWindow window -> new SlidingWindow(size(), window.windowMicros());
      case SlidingCounter window -> new SlidingCounter(size(), window.windowMillis());
      case FixedWindow window -> new FixedWindow(size(), window.windowMillis());
    };
  }

  long permits(Limit limit) {
    return random.nextLong(1, Math.min(3, limit.permits()) + 1);
  }

  /** Mostly a fraction of what one permit takes, now and then none, a long one, or backwards. */
  long pauseMicros(Limit limit) {
    long each = Math.max(2, limit.windowSeconds() * 1_000_000 / limit.permits());
    return switch (random.nextInt(12)) {
      case 0 -> 0;
      case 1 -> -random.nextLong(3 * each);
      case 2 -> random.nextLong(each * limit.permits() + 1);
      default -> random.nextLong(each);
    };
  }

  private Rate rate() {
    return new Rate(1 + random.nextLong(300), PERIODS[random.nextInt(PERIODS.length)]);
  }

  private long windowMillis() {
    return random.nextLong(1, 2_001);
  }

  private long size() {
    return random.nextBoolean() ? random.nextLong(1, 6) : random.nextLong(1, 101);
  }
}
