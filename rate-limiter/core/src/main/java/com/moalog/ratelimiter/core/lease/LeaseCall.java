package com.moalog.ratelimiter.core.lease;

import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.StorageKey;

/**
 * What one instance tells the desk about one key.
 *
 * @param lessee who calls, and where the call stands among the lessee's calls
 * @param unspent what the lessee gives back
 * @param needed permits that somebody waits for; zero only gives back
 * @param wanted permits worth taking, at least those needed
 * @param most permits that all instances together may hold unspent
 */
public record LeaseCall(
    StorageKey key,
    Limit limit,
    Lessee lessee,
    Unspent unspent,
    long needed,
    long wanted,
    long most) {

  /** How long permits may be spent after they were taken. */
  public static final long LIFE_MICROS = 100_000;

  /** How long a desk remembers a lease: its life and as long again, to be given back. */
  public static final long RECORD_MICROS = 2 * LIFE_MICROS;

  /**
   * An instance at one moment of its life.
   *
   * @param id letters and digits, unique among the instances
   * @param sequence grows with each call of the instance
   */
  public record Lessee(String id, long sequence) {}

  /**
   * Permits that were taken and not used.
   *
   * @param takenMicros the desk's time when they were taken
   */
  public record Unspent(long permits, long takenMicros) {

    public static final Unspent NOTHING = new Unspent(0, 0);
  }

  public LeaseCall {
    if (needed < 0 || wanted < needed || most < 1 || unspent.permits() < 0) {
      throw new IllegalArgumentException("a lease has no negative figures");
    }
  }
}
