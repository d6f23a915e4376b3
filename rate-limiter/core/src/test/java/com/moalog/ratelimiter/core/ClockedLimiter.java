package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A limiter whose clock the test sets with each call. Calls are decided in the order made. */
public interface ClockedLimiter {

  /** One request at its time. */
  record Step(long nowMicros, Request request) {}

  /** Decides requests of one key, each at its time. */
  List<Decision> inTurn(List<Step> steps);

  /** Sends what has been asked; nothing need be answered before. */
  void flush();

  CompletionStage<Decision> check(long nowMicros, StorageKey key, Limit limit, long permits);

  CompletionStage<List<Decision>> checkEach(long nowMicros, List<Request> requests);

  CompletionStage<List<Decision>> checkAll(long nowMicros, List<Request> requests);

  CompletionStage<Long> remaining(long nowMicros, StorageKey key, Limit limit);
}
