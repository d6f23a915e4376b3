package com.moalog.chaos.traffic;

/** What a request wants. */
public enum Kind {
  /** The list of rooms: limiter and MySQL. */
  READ,
  /** Another plan: limiter, MySQL and the payment engine. */
  PAYMENT,
  /** The health of moalog-server. */
  HEALTH
}
