package com.moalog.fluxpay.model;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes new ids. UUIDs are of version 7 (RFC 9562): they begin with the time, so that rows created
 * together lie together in an index. As thread-safe as the generator it is given.
 */
public final class IdSource {

  private static final int MILLISECOND_BITS = 48;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000000000000000L;

  private final InstantSource clock;
  private final RandomGenerator random;

  public IdSource(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public UUID next() {
    long time = clock.millis() << (Long.SIZE - MILLISECOND_BITS);
    long high = time | VERSION_7 | (random.nextLong() & 0xFFFL);
    long low = VARIANT | (random.nextLong() & 0x3FFFFFFFFFFFFFFFL);
    return new UUID(high, low);
  }

  /** The prefix followed by 32 hexadecimal digits. */
  public String next(String prefix) {
    return prefix + next().toString().replace("-", "");
  }
}
