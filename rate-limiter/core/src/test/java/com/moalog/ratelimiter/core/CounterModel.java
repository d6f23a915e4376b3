package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * A map from window to number of requests. How long to wait is not calculated but searched for:
 * while nobody takes anything the estimate only falls. Requests counted by windows of another
 * length are one estimate in the current window.
 */
final class CounterModel implements ExactModel {

  private Map<Long, Long> requests = new HashMap<>();
  private long windowMillis;

  @Override
  public Decision check(long nowMicros, Limit limit, long permits) {
    SlidingCounter counter = (SlidingCounter) limit;
    long now = monotonic(nowMicros);
    Map<Long, Long> seen = seen(now / 1_000, counter);
    long estimate = estimate(seen, now / 1_000, counter.windowMillis());
    if (estimate + permits > counter.maxRequests()) {
      return Decision.deny(
          wait(seen, now, counter.windowMillis(), 0),
          wait(seen, now, counter.windowMillis(), Math.max(0, counter.maxRequests() - permits)));
    }
    seen.merge(now / 1_000 / counter.windowMillis(), permits, Long::sum);
    requests = seen;
    windowMillis = counter.windowMillis();
    return Decision.allow(
        counter.maxRequests() - estimate - permits, wait(seen, now, windowMillis, 0));
  }

  @Override
  public long remaining(long nowMicros, Limit limit) {
    SlidingCounter counter = (SlidingCounter) limit;
    long now = monotonic(nowMicros) / 1_000;
    long estimate = estimate(seen(now, counter), now, counter.windowMillis());
    return Math.max(0, counter.maxRequests() - estimate);
  }

  @Override
  public void giveBack(long nowMicros, Limit limit, long permits, long takenMicros) {
    SlidingCounter counter = (SlidingCounter) limit;
    long now = monotonic(nowMicros) / 1_000;
    Map<Long, Long> seen = seen(now, counter);
    long index = now / counter.windowMillis();
    seen.computeIfPresent(
        takenMicros / 1_000 / counter.windowMillis(),
        (window, count) -> window < index - 1 ? count : Math.max(0, count - permits));
    seen.putIfAbsent(index, 0L);
    requests = seen;
    windowMillis = counter.windowMillis();
  }

  @Override
  public ExactModel copy() {
    CounterModel copy = new CounterModel();
    copy.requests = new HashMap<>(requests);
    copy.windowMillis = windowMillis;
    return copy;
  }

  @Override
  public long monotonic(long nowMicros) {
    return requests.isEmpty()
        ? nowMicros
        : Math.max(nowMicros, Collections.max(requests.keySet()) * windowMillis * 1_000);
  }

  private Map<Long, Long> seen(long nowMillis, SlidingCounter counter) {
    if (requests.isEmpty() || windowMillis == counter.windowMillis()) {
      return new HashMap<>(requests);
    }
    long estimate = estimate(requests, nowMillis, windowMillis);
    long index = nowMillis / counter.windowMillis();
    return new HashMap<>(Map.of(index, Math.min(counter.maxRequests(), estimate)));
  }

  private static long estimate(Map<Long, Long> requests, long nowMillis, long windowMillis) {
    long index = nowMillis / windowMillis;
    long overlap = windowMillis - nowMillis % windowMillis;
    long previous = requests.getOrDefault(index - 1, 0L);
    return previous * overlap / windowMillis + requests.getOrDefault(index, 0L);
  }

  private static long wait(Map<Long, Long> requests, long nowMicros, long windowMillis, long most) {
    long early = nowMicros / 1_000;
    long late = early + 2 * windowMillis;
    while (early < late) {
      long middle = Math.floorDiv(early + late, 2);
      if (estimate(requests, middle, windowMillis) <= most) {
        late = middle;
      } else {
        early = middle + 1;
      }
    }
    return Math.max(0, early * 1_000 - nowMicros);
  }
}
