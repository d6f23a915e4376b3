package com.moalog.ratelimiter.core.lease;

import com.moalog.ratelimiter.core.model.Decision;

/**
 * Permits that one instance holds. Its life begins before the desk was asked, so it ends no later
 * than this time after the permits were taken. Not thread-safe.
 */
final class Lease {

  static final Lease NONE = new Lease(0, 0, 0, 0, 0);

  private final long takenMicros;
  private final long endMicros;
  private final long remainingElsewhere;
  private final long resetMicros;
  private long unspent;

  private Lease(
      long unspent, long takenMicros, long endMicros, long remainingElsewhere, long resetMicros) {
    this.unspent = unspent;
    this.takenMicros = takenMicros;
    this.endMicros = endMicros;
    this.remainingElsewhere = remainingElsewhere;
    this.resetMicros = resetMicros;
  }

  static Lease of(LeaseAnswer answer, long askedMicros) {
    return new Lease(
        answer.granted(),
        answer.takenMicros(),
        askedMicros + LeaseCall.LIFE_MICROS,
        answer.decision().remaining(),
        answer.decision().resetMicros());
  }

  long unspent() {
    return unspent;
  }

  long endMicros() {
    return endMicros;
  }

  boolean covers(long permits, long nowMicros) {
    return permits <= unspent && nowMicros < endMicros;
  }

  Decision spend(long permits) {
    unspent -= permits;
    return Decision.allow(remainingElsewhere + unspent, resetMicros);
  }

  LeaseCall.Unspent rest() {
    return new LeaseCall.Unspent(unspent, takenMicros);
  }
}
