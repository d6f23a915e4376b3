package com.moalog.chaos.experiment;

import com.moalog.chaos.platform.Prometheus;
import java.io.IOException;
import java.time.Duration;

/** The alert that a fault must raise, watched on the real Prometheus. */
final class Alarm {

  /** A minute that many alerts wait, two scrapes and two evaluations. */
  private static final Duration FIRES_WITHIN = Duration.ofSeconds(150);

  private static final Duration RESOLVES_WITHIN = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final double NANOS = 1e9;

  private final String name;
  private final Prometheus prometheus;
  private double firedAfter = -1;
  private double resolvedAfter = -1;

  Alarm(String name, int prometheusPort) {
    this.name = name;
    this.prometheus = new Prometheus(prometheusPort);
  }

  void awaitFire() throws IOException, InterruptedException {
    firedAfter = await(true, FIRES_WITHIN);
  }

  void awaitResolve() throws IOException, InterruptedException {
    resolvedAfter = await(false, RESOLVES_WITHIN);
  }

  private double await(boolean fires, Duration limit) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (prometheus.firing().contains(name) != fires) {
      if (System.nanoTime() - begun > limit.toNanos()) {
        return -1;
      }
      Thread.sleep(PAUSE);
    }
    return (System.nanoTime() - begun) / NANOS;
  }

  Finding finding() {
    return Finding.of(name + " fires and resolves", words(), firedAfter >= 0 && resolvedAfter >= 0);
  }

  String words() {
    return "%s %s, %s"
        .formatted(
            name,
            firedAfter < 0 ? "did not fire" : "fired",
            resolvedAfter < 0 ? "did not resolve" : "resolved");
  }
}
