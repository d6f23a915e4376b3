package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.TokenBucket;

/**
 * What one key's limit must answer, said as plainly as possible. The limit may change from step to
 * step, but not its algorithm.
 */
interface ExactModel {

  Decision check(long nowMicros, Limit limit, long permits);

  long remaining(long nowMicros, Limit limit);

  /** Undoes a request that was counted at a time. */
  void giveBack(long nowMicros, Limit limit, long permits, long takenMicros);

  /** The time that counts for this key, whatever the clock says. */
  long monotonic(long nowMicros);

  ExactModel copy();

  static ExactModel of(Limit limit) {
    return switch (limit) {
      case TokenBucket bucket -> new BucketModel();
      case LeakyBucket bucket -> new BucketModel();
      case SlidingWindow window -> new LogModel();
      case SlidingCounter window -> new CounterModel();
      case FixedWindow window -> new FixedModel();
    };
  }
}
