package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.BadRequestException;
import com.moalog.sandbox.storage.Journal;
import com.moalog.sandbox.storage.Kept;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The billing keys that merchants hold, and which customer each belongs to. Thread-safe. */
final class BillingKeys {

  /**
   * A key.
   *
   * @param isRevoked kept as such, so that a later charge is refused and not unknown
   */
  record BillingKey(String key, String customerKey, boolean isRevoked) {}

  private final Map<String, BillingKey> keys = new LinkedHashMap<>();
  private final Journal journal;
  private final int capacity;

  /**
   * No keys yet.
   *
   * @param capacity a key beyond this is refused
   */
  BillingKeys(Journal journal, int capacity) {
    this.journal = journal;
    this.capacity = capacity;
  }

  synchronized void issue(String key, String customerKey) {
    if (keys.size() >= capacity) {
      throw new BadRequestException(507, "the sandbox holds " + capacity + " billing keys");
    }
    keep(new BillingKey(key, customerKey, false));
  }

  synchronized Optional<BillingKey> find(String key) {
    return Optional.ofNullable(keys.get(key));
  }

  /** True if the key was valid until now. */
  synchronized boolean revoke(String key) {
    Optional<BillingKey> found = find(key).filter(one -> !one.isRevoked());
    found.ifPresent(one -> keep(new BillingKey(key, one.customerKey(), true)));
    return found.isPresent();
  }

  private void keep(BillingKey key) {
    keys.put(key.key(), key);
    journal.append("billing", key);
  }

  synchronized void clear() {
    keys.clear();
  }

  private synchronized List<BillingKey> all() {
    return List.copyOf(keys.values());
  }

  private synchronized void restore(BillingKey key) {
    keys.put(key.key(), key);
  }

  Kept<BillingKey> kept() {
    return new Kept<>("billing", BillingKey.class, () -> all().stream(), this::restore);
  }
}
