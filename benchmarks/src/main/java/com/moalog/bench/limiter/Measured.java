package com.moalog.bench.limiter;

import com.moalog.bench.measure.Latencies;
import com.moalog.bench.measure.ProcessUse;

/**
 * One round of one case.
 *
 * @param calls that were answered
 * @param perSecond decisions
 * @param p50Millis time that half of the calls did not exceed
 * @param p99Millis time that 99 of 100 calls did not exceed
 * @param ownMicros CPU of the process that decides, for each decision
 * @param redisMicros CPU of Redis, for each decision
 */
record Measured(
    long calls,
    double perSecond,
    double p50Millis,
    double p99Millis,
    double ownMicros,
    double redisMicros) {

  /** What the two processes had used at a time. */
  record Use(ProcessUse own, ProcessUse redis) {

    /** What came of the calls since an earlier reading, each of so many decisions. */
    Measured since(Use earlier, Latencies calls, double seconds, int decisionsPerCall) {
      long decisions = calls.count() * decisionsPerCall;
      return new Measured(
          calls.count(),
          decisions / seconds,
          calls.percentileMillis(50),
          calls.percentileMillis(99),
          own.microsPerOperation(earlier.own(), decisions),
          redis.microsPerOperation(earlier.redis(), decisions));
    }
  }

  double micros() {
    return ownMicros + redisMicros;
  }
}
