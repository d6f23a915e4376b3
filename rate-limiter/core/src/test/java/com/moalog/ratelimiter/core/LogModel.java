package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import java.util.ArrayList;
import java.util.List;

/** A window is a list of times. What has left it is forgotten when the next request is counted. */
final class LogModel implements ExactModel {

  private List<Long> requests = new ArrayList<>();

  @Override
  public Decision check(long nowMicros, Limit limit, long permits) {
    SlidingWindow window = (SlidingWindow) limit;
    long now = monotonic(nowMicros);
    List<Long> live = live(now, window);
    long excess = live.size() + permits - window.maxRequests();
    if (excess > 0) {
      long wait =
          excess <= live.size()
              ? live.get((int) excess - 1) + window.windowMicros() - now
              : window.windowMicros();
      return Decision.deny(wait, wait);
    }
    for (int i = 0; i < permits; i++) {
      live.add(now);
    }
    requests = live;
    return Decision.allow(-excess, live.getFirst() + window.windowMicros() - now);
  }

  @Override
  public long remaining(long nowMicros, Limit limit) {
    SlidingWindow window = (SlidingWindow) limit;
    return Math.max(0, window.maxRequests() - live(monotonic(nowMicros), window).size());
  }

  @Override
  public void giveBack(long nowMicros, Limit limit, long permits, long takenMicros) {
    List<Long> kept = live(monotonic(nowMicros), (SlidingWindow) limit);
    boolean any = false;
    for (long i = 0; i < permits; i++) {
      any |= kept.remove(takenMicros);
    }
    if (any) {
      requests = kept;
    }
  }

  @Override
  public ExactModel copy() {
    LogModel copy = new LogModel();
    copy.requests = new ArrayList<>(requests);
    return copy;
  }

  @Override
  public long monotonic(long nowMicros) {
    return requests.isEmpty() ? nowMicros : Math.max(nowMicros, requests.getLast());
  }

  private List<Long> live(long nowMicros, SlidingWindow window) {
    List<Long> live = new ArrayList<>(requests);
    live.removeIf(time -> time <= nowMicros - window.windowMicros());
    return live;
  }
}
