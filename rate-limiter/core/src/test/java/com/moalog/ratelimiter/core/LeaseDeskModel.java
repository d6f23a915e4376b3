package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.lease.LeaseAnswer;
import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a desk must answer about one key, said as plainly as possible. */
public final class LeaseDeskModel {

  private record Held(long sequence, long permits, long micros) {}

  private final ExactModel count;
  private Map<String, Held> lessees = new LinkedHashMap<>();

  public LeaseDeskModel(Limit limit) {
    this.count = ExactModel.of(limit);
  }

  public Decision check(long nowMicros, Limit limit, long permits) {
    return count.check(nowMicros, limit, permits);
  }

  public LeaseAnswer lease(long nowMicros, LeaseCall call) {
    Limit limit = call.limit();
    long now = count.monotonic(nowMicros);
    Map<String, Held> others = new LinkedHashMap<>(lessees);
    others.values().removeIf(held -> held.micros() + LeaseCall.RECORD_MICROS <= nowMicros);
    Held mine = others.remove(call.lessee().id());
    int instances = others.size() + 1;
    if (mine != null && mine.sequence() >= call.lessee().sequence()) {
      return new LeaseAnswer(0, now, Decision.deny(0, 0), instances);
    }
    boolean holds = mine != null && mine.permits() > 0;
    if (mine != null) {
      long returned = Math.min(call.unspent().permits(), mine.permits());
      if (returned > 0) {
        count.giveBack(now, limit, returned, call.unspent().takenMicros());
      }
    }
    if (call.needed() == 0) {
      lessees = mine == null ? lessees : others;
      return new LeaseAnswer(0, now, Decision.allow(count.remaining(now, limit), 0), instances);
    }
    long free = call.most() - sum(others);
    long granted = Math.min(call.wanted(), Math.min(Math.max(1, call.most() / instances), free));
    granted = Math.min(granted, count.remaining(now, limit));
    granted = granted < call.needed() ? 0 : granted;
    Decision decision = count.check(now, limit, Math.max(granted, call.needed()));
    if (decision.allowed() || holds) {
      lessees = others;
      lessees.put(call.lessee().id(), new Held(call.lessee().sequence(), granted, nowMicros));
    }
    return new LeaseAnswer(granted, now, decision, instances);
  }

  /** Permits that instances may still hold. */
  public long held() {
    return sum(lessees);
  }

  private static long sum(Map<String, Held> lessees) {
    return lessees.values().stream().mapToLong(Held::permits).sum();
  }
}
