package com.moalog.fluxpay.webhook;

import com.moalog.kit.breaker.FailureThreshold;
import com.moalog.kit.breaker.FailureWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which receivers are not called for a while because they kept failing. One that was away for
 * {@link #OPEN} gets a single call that decides. Hosts beyond {@link #HOSTS_MOST} push out the one
 * that was used longest ago. Thread-safe.
 */
final class HostCircuits {

  static final int FAILURES_IN_ROW = 5;
  static final Duration OPEN = Duration.ofSeconds(60);
  static final int HOSTS_MOST = 1_000;

  private static final FailureThreshold THRESHOLD =
      new FailureThreshold(FAILURES_IN_ROW, FAILURES_IN_ROW, 1.0);

  private final InstantSource clock;
  private final Map<String, Circuit> circuits =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Circuit> eldest) {
          return size() > HOSTS_MOST;
        }
      };

  HostCircuits(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Circuit {
    private final FailureWindow window = new FailureWindow(THRESHOLD);
    private Instant closedUntil = Instant.MIN;
  }

  /** How long the host is not called yet, or empty when the caller may call it now. */
  synchronized Optional<Duration> pause(String host) {
    Circuit circuit = circuits.get(host);
    Instant now = clock.instant();
    if (circuit == null || !circuit.window.isTripped()) {
      return Optional.empty();
    }
    if (circuit.closedUntil.isAfter(now)) {
      return Optional.of(Duration.between(now, circuit.closedUntil));
    }
    // This caller probes; the others wait for what it finds.
    circuit.closedUntil = now.plus(OPEN);
    return Optional.empty();
  }

  synchronized void succeeded(String host) {
    circuits.remove(host);
  }

  synchronized void failed(String host) {
    Circuit circuit = circuits.computeIfAbsent(host, _ -> new Circuit());
    circuit.window.addFailure();
    if (circuit.window.isTripped()) {
      circuit.closedUntil = clock.instant().plus(OPEN);
    }
  }

  /** How many hosts are not called now. */
  synchronized int open() {
    Instant now = clock.instant();
    return (int)
        circuits.values().stream()
            .filter(circuit -> circuit.window.isTripped() && circuit.closedUntil.isAfter(now))
            .count();
  }
}
