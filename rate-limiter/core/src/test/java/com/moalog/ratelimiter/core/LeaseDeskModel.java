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
    if (mine != null) {
      lessees = others;
      long returned = Math.min(call.unspent().permits(), mine.permits());
      if (returned > 0) {
        count.giveBack(now, limit, returned, call.unspent().takenMicros());
      }
    }
    if (call.needed() == 0) {
      return new LeaseAnswer(0, now, Decision.allow(count.remaining(now, limit), 0), instances);
    }
    lessees = others;
    long free = call.most() - held();
    long granted = Math.min(call.wanted(), Math.min(Math.max(1, call.most() / instances), free));
    granted = Math.min(granted, count.remaining(now, limit));
    granted = granted < call.needed() ? 0 : granted;
    Decision decision = count.check(now, limit, Math.max(granted, call.needed()));
    lessees.put(call.lessee().id(), new Held(call.lessee().sequence(), granted, nowMicros));
    return new LeaseAnswer(granted, now, decision, instances);
  }

  /** Permits that instances may still hold. */
  public long held() {
    return lessees.values().stream().mapToLong(Held::permits).sum();
  }
}
