package com.moalog.sandbox.oauth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Codes or tokens and what they stand for, for a limited time. Thread-safe. */
final class Grants {

  static final Duration CODE_LIFE = Duration.ofMinutes(10);
  static final Duration TOKEN_LIFE = Duration.ofHours(1);

  /** Beyond this the oldest is forgotten. */
  static final int CAPACITY = 10_000;

  /**
   * What a person allowed.
   *
   * @param redirectUri where the code was sent; empty if any address may present it
   */
  record Grant(Brand brand, String email, String redirectUri) {

    boolean allows(String presentedFrom) {
      return redirectUri.isEmpty() || redirectUri.equals(presentedFrom);
    }
  }

  private record Timed(Grant grant, Instant end) {}

  private final Map<String, Timed> grants = new LinkedHashMap<>();
  private final InstantSource clock;
  private final Duration life;

  Grants(InstantSource clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  synchronized void give(String secret, Grant grant) {
    if (grants.size() == CAPACITY) {
      grants.remove(grants.keySet().iterator().next());
    }
    grants.put(secret, new Timed(grant, clock.instant().plus(life)));
  }

  /** What the secret stands for; it works once. */
  synchronized Optional<Grant> use(String secret) {
    Optional<Grant> grant = look(secret);
    grants.remove(secret);
    return grant;
  }

  /** What the secret stands for. */
  synchronized Optional<Grant> look(String secret) {
    return Optional.ofNullable(grants.get(secret))
        .filter(timed -> clock.instant().isBefore(timed.end()))
        .map(Timed::grant);
  }

  synchronized void clear() {
    grants.clear();
  }
}
