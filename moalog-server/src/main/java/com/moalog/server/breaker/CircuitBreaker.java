package com.moalog.server.breaker;

import com.moalog.kit.breaker.FailureWindow;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops calling what fails. A caller enters, makes its call and reports the outcome with the
 * generation it entered in; every change of state begins a new generation, so what a call of an
 * earlier one has to say no longer counts. Thread-safe.
 */
public final class CircuitBreaker {

  private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);

  private final String name;
  private final BreakerSettings settings;
  private final LongSupplier nanoTime;
  private final FailureWindow failures;
  private final FailureWindow slow;
  private BreakerState state = BreakerState.CLOSED;
  private long generation;

  /**
   * When it opened or, after that, let the last call try; one that never reports blocks no other.
   */
  private long restingSinceNanos;

  /**
   * A closed breaker.
   *
   * @param name of what is called
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public CircuitBreaker(String name, BreakerSettings settings, LongSupplier nanoTime) {
    this.name = name;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.failures = new FailureWindow(settings.failures());
    this.slow = new FailureWindow(settings.slow());
  }

  /** Whether calls go through. */
  public synchronized BreakerState state() {
    return state;
  }

  /** The generation to report the outcome with, or empty when the call must not be made. */
  public synchronized OptionalLong enter() {
    if (state == BreakerState.CLOSED) {
      return OptionalLong.of(generation);
    }
    long now = nanoTime.getAsLong();
    if (now - restingSinceNanos < settings.openTime().toNanos()) {
      return OptionalLong.empty();
    }
    restingSinceNanos = now;
    become(BreakerState.HALF_OPEN);
    return OptionalLong.of(generation);
  }

  /** A call that entered has been answered. */
  public synchronized void succeeded(long callGeneration, Duration took) {
    if (callGeneration != generation) {
      return;
    }
    failures.addSuccess();
    addToSlow(took.compareTo(settings.slowAfter()) > 0);
    if (state == BreakerState.HALF_OPEN) {
      become(BreakerState.CLOSED);
    } else {
      openIfTripped();
    }
  }

  /** A call that entered has failed. */
  public synchronized void failed(long callGeneration) {
    if (callGeneration != generation) {
      return;
    }
    failures.addFailure();
    addToSlow(true);
    if (state == BreakerState.HALF_OPEN) {
      open();
    } else {
      openIfTripped();
    }
  }

  /** Shows the state as one series per state, 1 for the present one. */
  public void bindTo(MeterRegistry registry) {
    for (BreakerState shown : BreakerState.values()) {
      Gauge.builder(
              "resilience4j.circuitbreaker.state", this, self -> self.state() == shown ? 1 : 0)
          .description("1 for the state that the circuit breaker is in")
          .tags("name", name, "state", shown.label())
          .register(registry);
    }
  }

  private void addToSlow(boolean slowOrFailed) {
    if (slowOrFailed) {
      slow.addFailure();
    } else {
      slow.addSuccess();
    }
  }

  private void openIfTripped() {
    if (failures.isTripped() || slow.isTripped()) {
      open();
    }
  }

  private void open() {
    restingSinceNanos = nanoTime.getAsLong();
    become(BreakerState.OPEN);
  }

  private void become(BreakerState next) {
    LOG.warn("circuit breaker {} goes from {} to {}", name, state.label(), next.label());
    state = next;
    generation++;
    failures.clear();
    slow.clear();
  }
}
