package com.moalog.ratelimiter.core.lease;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits keys by leases: permits are taken from the desk in advance and spent here without asking
 * again, for {@link LeaseCall#LIFE_MICROS} at most; what is left is given back. Requests of any
 * window can exceed the limit by no more than what all instances together may hold unspent, which
 * the desk watches. How much is taken follows what was asked for lately and the number of
 * instances.
 *
 * <p>A stage fails when the desk does. Thread-safe, and no call blocks.
 */
public final class Leases {

  /** Most requests of one key that wait for the desk; more ask the desk each by themselves. */
  static final int MAX_WAITING = 10_000;

  private static final long IDLE_MICROS = 1_000_000;

  private final String instance;
  private final int maxKeys;
  private final LongSupplier micros;
  private final Delay delay;
  private final AtomicLong sequence = new AtomicLong();
  private final AtomicBoolean tidying = new AtomicBoolean();
  private final ConcurrentMap<StorageKey, LeasedKey> keys = new ConcurrentHashMap<>();

  /**
   * Leases of nothing yet.
   *
   * @param instance unique among those that share a desk: letters and digits
   * @param maxKeys most keys at a time; requests of others ask the desk directly
   * @param micros a clock that tells what has passed
   * @param delay when to give back
   */
  public Leases(String instance, int maxKeys, LongSupplier micros, Delay delay) {
    if (!instance.matches("[A-Za-z0-9]{1,64}")) {
      throw new IllegalArgumentException("an instance has letters and digits, not " + instance);
    }
    this.instance = instance;
    this.maxKeys = maxKeys;
    this.micros = micros;
    this.delay = delay;
  }

  /**
   * Takes the permits if there are enough.
   *
   * @param most permits of the key that all instances together may hold unspent, at least 1
   */
  public CompletionStage<Decision> check(
      LeaseDesk desk, StorageKey key, Limit limit, long most, long permits) {
    Optional<CompletionStage<Decision>> decision = Optional.empty();
    while (decision.isEmpty()) {
      LeasedKey leased = keys.get(key);
      if (leased == null && keys.size() >= maxKeys) {
        return desk.check(key, limit, permits);
      }
      if (leased == null) {
        leased = keys.computeIfAbsent(key, absent -> new LeasedKey(absent, this));
        tidyLater();
      }
      decision = leased.check(desk, limit, most, permits);
    }
    return decision.get();
  }

  /** Forgets the lease of a key that was reset. */
  public void forget(StorageKey key) {
    LeasedKey leased = keys.get(key);
    if (leased != null) {
      leased.forget();
    }
  }

  /**
   * Gives back what is left of every key; the stage tells whether the desk knows, and never fails.
   */
  public CompletionStage<Boolean> giveBack(LeaseDesk desk) {
    CompletableFuture<?>[] calls =
        keys.values().stream()
            .map(leased -> leased.giveBack(desk).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(calls).handle((known, failure) -> failure == null);
  }

  /** Permits that can be spent here now. */
  public long unspent() {
    return keys.values().stream().mapToLong(LeasedKey::unspent).sum();
  }

  /** Keys that are remembered. */
  public int size() {
    return keys.size();
  }

  String instance() {
    return instance;
  }

  long micros() {
    return micros.getAsLong();
  }

  Delay delay() {
    return delay;
  }

  long nextSequence() {
    return sequence.incrementAndGet();
  }

  private void tidyLater() {
    if (tidying.compareAndSet(false, true)) {
      delay.run(IDLE_MICROS, this::tidy);
    }
  }

  private void tidy() {
    long since = micros() - IDLE_MICROS;
    keys.values().removeIf(leased -> leased.dropIfIdle(since));
    tidying.set(false);
    if (!keys.isEmpty()) {
      tidyLater();
    }
  }
}
