package com.moalog.server.live;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts the open streams of this server. Thread-safe. */
@Component
class StreamLimits {

  static final int PER_MEMBER = 8;
  static final int IN_ALL = 2_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Map<Long, Integer> ofMembers = new HashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  StreamLimits(MeterRegistry meters) {
    Gauge.builder("moalog.live.streams", all, AtomicInteger::get)
        .description("Open streams of live events")
        .register(meters);
  }

  /** Counts one more stream of the member; {@link #close} has to follow. */
  synchronized void open(MemberId member) {
    int own = ofMembers.getOrDefault(member.value(), 0);
    if (own >= PER_MEMBER || all.get() >= IN_ALL) {
      throw Refusal.retryLater(ErrorCode.TOO_MANY_REQUESTS, RETRY_AFTER);
    }
    ofMembers.put(member.value(), own + 1);
    all.incrementAndGet();
  }

  /** A stream of the member has ended. */
  synchronized void close(MemberId member) {
    ofMembers.computeIfPresent(member.value(), (_, own) -> own > 1 ? own - 1 : null);
    all.decrementAndGet();
  }
}
