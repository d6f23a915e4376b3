package com.moalog.ratelimiter.core.memory;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Meter;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits in the memory of this process, each key to a share of its limit. A new key starts fresh; a
 * key whose limit has changed keeps what was taken of it. When there are too many keys the one that
 * was asked for least recently is forgotten. Thread-safe.
 */
public final class LocalLimiter {

  private record Counted(Limit limit, Meter meter) {}

  private final int sharePermille;
  private final LongSupplier micros;
  private final Map<StorageKey, Counted> counts;

  /**
   * A limiter that knows no key yet.
   *
   * @param sharePermille thousandths of each limit that this process grants
   * @param maxKeys most keys that are remembered
   * @param micros a clock that need not tell the time of day, only what has passed
   */
  public LocalLimiter(int sharePermille, int maxKeys, LongSupplier micros) {
    if (sharePermille < 1 || sharePermille > 1_000) {
      throw new IllegalArgumentException("share must be in (0, 1]");
    }
    this.sharePermille = sharePermille;
    this.micros = micros;
    this.counts =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<StorageKey, Counted> eldest) {
            return size() > maxKeys;
          }
        };
  }

  public synchronized Decision check(StorageKey key, Limit limit, long permits) {
    return meter(key, limit).take(micros.getAsLong(), permits);
  }

  /** Decides each request by itself, in their order. */
  public synchronized List<Decision> checkEach(List<Request> requests) {
    long now = micros.getAsLong();
    List<Decision> decisions = new ArrayList<>(requests.size());
    for (Request request : requests) {
      decisions.add(meter(request.key(), request.limit()).take(now, request.permits()));
    }
    return decisions;
  }

  /** Decides in order and takes nothing unless every request is allowed. */
  public synchronized List<Decision> checkAll(List<Request> requests) {
    long now = micros.getAsLong();
    Map<StorageKey, Counted> attempt = new LinkedHashMap<>();
    List<Decision> decisions = new ArrayList<>(requests.size());
    for (Request request : requests) {
      Counted counted =
          attempt.computeIfAbsent(
              request.key(),
              key -> new Counted(request.limit(), meter(key, request.limit()).copy()));
      decisions.add(counted.meter().take(now, request.permits()));
    }
    if (decisions.stream().allMatch(Decision::allowed)) {
      counts.putAll(attempt);
    }
    return decisions;
  }

  public synchronized long remaining(StorageKey key, Limit limit) {
    return meter(key, limit).remaining(micros.getAsLong());
  }

  public synchronized void reset(StorageKey key) {
    counts.remove(key);
  }

  /** Forgets every key. */
  public synchronized void clear() {
    counts.clear();
  }

  public synchronized int size() {
    return counts.size();
  }

  private Meter meter(StorageKey key, Limit limit) {
    Counted known = counts.get(key);
    if (known != null && known.limit().equals(limit)) {
      return known.meter();
    }
    Meter meter =
        known == null ? limit.newMeter(sharePermille) : known.meter().under(limit, sharePermille);
    counts.put(key, new Counted(limit, meter));
    return meter;
  }
}
