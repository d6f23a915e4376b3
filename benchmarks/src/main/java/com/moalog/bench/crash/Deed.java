package com.moalog.bench.crash;

/** What makes the engine do the thing that it is killed amid. */
sealed interface Deed {

  /** A client calls, and calls again with the same key when the engine is back. */
  record Call(String method, String path, String body) implements Deed {}

  /** The time has come to charge the merchant's subscription. */
  record Due() implements Deed {}
}
