package com.moalog.ratelimiter.server.actuator;

/** What JMX shows of the limiter, since its start. */
public interface RateLimiterMXBean {

  /** Requests that were allowed. */
  long getAllowed();

  /** Requests that were refused. */
  long getDenied();

  /** Requests that were answered without Redis. */
  long getFallback();

  /** 0 closed, 1 half open, 2 open. */
  int getBreakerState();

  /** Keys that are counted here at present. */
  long getLocalKeys();
}
