package com.moalog.ratelimiter.client;

/** Is told when the client stops or starts again to ask the limiter. */
@FunctionalInterface
public interface BreakerListener {

  /** Called on the thread whose question made the change; must return quickly and not throw. */
  void changed(BreakerState from, BreakerState to);
}
