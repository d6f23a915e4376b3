package com.moalog.fluxpay.idempotency;

import com.moalog.fluxpay.operations.Dependency;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers answers beside PostgreSQL. It may only make a repeat quicker: it never grants the right
 * to execute, may forget everything, and no request fails because of it. Thread-safe.
 */
interface Replays extends Dependency, AutoCloseable {

  /** Remembers nothing. */
  Replays NONE =
      new Replays() {
        @Override
        public Optional<KeyStore.Known> find(String tenant, RequestKey key) {
          return Optional.empty();
        }

        @Override
        public Instant expiry(Duration lifetime) {
          return Instant.EPOCH;
        }

        @Override
        public void keep(String tenant, RequestKey key, KeyStore.Known known, Instant expiry) {
          // Every repeat asks PostgreSQL.
        }

        @Override
        public Dependency.State look() {
          return Dependency.State.DOWN;
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  /** What is known of a completed request, whatever the fingerprint of this one. */
  Optional<KeyStore.Known> find(String tenant, RequestKey key);

  /** When PostgreSQL forgets a key that is claimed now; asked before it is claimed. */
  Instant expiry(Duration lifetime);

  /**
   * Remembers an answer that is committed.
   *
   * @param expiry when PostgreSQL forgets the key
   */
  void keep(String tenant, RequestKey key, KeyStore.Known known, Instant expiry);

  @Override
  default String name() {
    return "redis";
  }

  @Override
  void close();
}
