package com.moalog.local.launcher.demo;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Who plays in one run: two people of its own, each with an address of the run's own, so that the
 * limit per client address never carries over from one run to the next. Immutable.
 *
 * @param run a short text that no other run has
 * @param network the run's own two numbers of a private IPv4 network
 */
record Cast(String run, List<Integer> network) {

  private static final int BYTE = 256;

  Cast {
    network = List.copyOf(network);
  }

  /** A cast from a number that differs from run to run, such as the time in milliseconds. */
  static Cast of(long seed) {
    int spread = Math.floorMod(Long.hashCode(seed * 0x9E3779B97F4A7C15L), BYTE * BYTE);
    return new Cast(Long.toString(seed, 36), List.of(spread / BYTE, spread % BYTE));
  }

  Person mina() {
    return new Person("Mina", "mina-" + run + "@demo.moalog.me", "민아" + run, "Google");
  }

  Person joon() {
    return new Person("Joon", "joon-" + run + "@demo.moalog.me", "준" + run, "Kakao");
  }

  /** Somebody without a login who calls the server from the run's own address. */
  Party guest(URI moalogServer) {
    return new Party(moalogServer, Map.of(), Dialect.MOALOG)
        .with("X-Forwarded-For", "10.%d.%d.1".formatted(network.get(0), network.get(1)))
        .with("Accept-Language", "ko");
  }
}
