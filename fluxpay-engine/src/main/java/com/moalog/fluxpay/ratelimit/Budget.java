package com.moalog.fluxpay.ratelimit;

/** What requests are counted together, and how many there may be in a minute. */
enum Budget {
  /** The tenant's own limit takes the place of this one. */
  PAYMENTS(100),
  CREDITS(200),
  QUERIES(1_000),
  ADMIN(50),
  /** Calls of an address, of whatever tenant, that name no operator's token or a wrong one. */
  GUESSES(50);

  private final int perMinute;

  Budget(int perMinute) {
    this.perMinute = perMinute;
  }

  int perMinute() {
    return perMinute;
  }
}
