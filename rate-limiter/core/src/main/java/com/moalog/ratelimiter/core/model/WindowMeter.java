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

  private WindowMeter(WindowMeter original, long maxRequests, long windowMicros) {
    this.maxRequests = maxRequests;
    this.windowMicros = windowMicros;
    this.ring = original.ring.clone();
    this.head = original.head;
    this.count = original.count;
  }

  @Override
  public Decision take(long nowMicros, long permits) {
    long now = monotonic(nowMicros);
    int gone = firstLive(now - windowMicros);
    int live = count - gone;
    if (live + permits > maxRequests) {
      // A share of the limit may be smaller than what a caller may ask for.
      long leaving = live + permits - maxRequests - 1;
      long wait = leaving < live ? entry(gone + (int) leaving) + windowMicros - now : windowMicros;
      return Decision.deny(wait, wait);
    }
    head = ring.length == 0 ? 0 : (head + gone) % ring.length;
    count = live;
    for (long i = 0; i < permits; i++) {
      add(now);
    }
    return Decision.allow(maxRequests - count, entry(0) + windowMicros - now);
  }

  @Override
  public long remaining(long nowMicros) {
    return Math.max(0, maxRequests - (count - firstLive(monotonic(nowMicros) - windowMicros)));
  }

  @Override
  public Meter copy() {
    return new WindowMeter(this, maxRequests, windowMicros);
  }

  @Override
  public Meter under(Limit limit, int sharePermille) {
    return limit.newMeter(sharePermille) instanceof WindowMeter changed
        ? new WindowMeter(this, changed.maxRequests, changed.windowMicros)
        : limit.newMeter(sharePermille);
  }

  private long monotonic(long nowMicros) {
    return count == 0 ? nowMicros : Math.max(nowMicros, entry(count - 1));
  }

  /** The index of the first entry after a time; a refusal drops nothing, as in Redis. */
  private int firstLive(long lastGoneMicros) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (entry(middle) > lastGoneMicros) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
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
