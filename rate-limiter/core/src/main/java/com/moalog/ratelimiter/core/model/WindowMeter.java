package com.moalog.ratelimiter.core.model;

import java.util.Arrays;

/** The times of the requests in one window, oldest first, in a ring that grows as needed. */
final class WindowMeter implements Meter {

  private static final int FIRST_CAPACITY = 16;

  private final long maxRequests;
  private final long windowMicros;
  private long[] ring = {};
  private int head;
  private int count;

  WindowMeter(long maxRequests, long windowMicros) {
    this.maxRequests = maxRequests;
    this.windowMicros = windowMicros;
  }

  @Override
  public Decision take(long nowMicros, long permits) {
    long now = count == 0 ? nowMicros : Math.max(nowMicros, entry(count - 1));
    dropUntil(now - windowMicros);
    if (count + permits > maxRequests) {
      // A share of the limit may be smaller than what a caller may ask for.
      int leaving = (int) Math.min(count + permits - maxRequests - 1, count - 1);
      long wait = leaving < 0 ? windowMicros : entry(leaving) + windowMicros - now;
      return Decision.deny(wait, wait);
    }
    for (long i = 0; i < permits; i++) {
      add(now);
    }
    return Decision.allow(maxRequests - count, entry(0) + windowMicros - now);
  }

  @Override
  public long remaining(long nowMicros) {
    int live = count;
    while (live > 0 && entry(count - live) <= nowMicros - windowMicros) {
      live--;
    }
    return maxRequests - live;
  }

  private void dropUntil(long lastGoneMicros) {
    while (count > 0 && entry(0) <= lastGoneMicros) {
      head = (head + 1) % ring.length;
      count--;
    }
  }

  private void add(long micros) {
    if (count == ring.length) {
      grow();
    }
    ring[(head + count) % ring.length] = micros;
    count++;
  }

  private void grow() {
    long wanted = Math.min(maxRequests, Math.max(FIRST_CAPACITY, 2L * ring.length));
    long[] larger = new long[(int) wanted];
    Arrays.setAll(larger, i -> i < count ? entry(i) : 0);
    ring = larger;
    head = 0;
  }

  private long entry(int index) {
    return ring[(head + index) % ring.length];
  }
}
