package com.moalog.bench.limiter;

import java.util.concurrent.CompletionStage;

/** Decides whether one request of a key may proceed. Called from several threads. */
@FunctionalInterface
interface Decider {

  /** The decision on one request of a key, given by its number. */
  CompletionStage<?> decide(int key);
}
