package com.moalog.ratelimiter.client;

/** Whether the limiter is asked at present. */
public enum BreakerState {
  /** Every question is asked. */
  CLOSED,
  /** One question is asked to see whether the limiter is back; the others are bypassed. */
  HALF_OPEN,
  /** No question is asked. */
  OPEN
}
