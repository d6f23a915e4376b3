package com.moalog.ratelimiter.server.limiting;

import com.moalog.ratelimiter.core.lease.LeaseAnswer;
import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.lease.LeaseDesk;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.redis.RedisLimiter;
import java.util.concurrent.CompletionStage;

/** Redis as the desk of leases, with each call measured. */
record MeteredDesk(RedisLimiter limiter, RedisCalls calls) implements LeaseDesk {

  @Override
  public CompletionStage<LeaseAnswer> lease(LeaseCall call) {
    return calls.measured("lease", limiter.lease(call));
  }

  @Override
  public CompletionStage<Decision> check(StorageKey key, Limit limit, long permits) {
    return calls.measured("check", limiter.check(key, limit, permits));
  }
}
