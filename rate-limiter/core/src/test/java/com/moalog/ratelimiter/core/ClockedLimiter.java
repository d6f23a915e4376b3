package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.util.concurrent.CompletionStage;

/** A limiter whose clock the test sets with each call. Calls are decided in the order made. */
public interface ClockedLimiter {

  CompletionStage<Decision> check(long nowMicros, StorageKey key, Limit limit, long permits);

  CompletionStage<Long> remaining(long nowMicros, StorageKey key, Limit limit);
}
