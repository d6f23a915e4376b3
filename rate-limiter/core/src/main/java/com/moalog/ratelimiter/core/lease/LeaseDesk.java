package com.moalog.ratelimiter.core.lease;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.util.concurrent.CompletionStage;

/** Where permits are taken in advance: it alone keeps the count. Thread-safe, and never blocks. */
public interface LeaseDesk {

  /** Gives back, then takes, in one atomic step. */
  CompletionStage<LeaseAnswer> lease(LeaseCall call);

  /** Takes the permits at once if there are enough, else takes nothing. */
  CompletionStage<Decision> check(StorageKey key, Limit limit, long permits);
}
