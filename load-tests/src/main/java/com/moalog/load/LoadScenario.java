package com.moalog.load;

import com.moalog.load.scenario.Baseline;
import com.moalog.load.scenario.Mixed;
import com.moalog.load.scenario.PaymentConcurrency;
import com.moalog.load.scenario.RateLimiter;
import io.gatling.javaapi.core.Simulation;
import java.util.Arrays;
import java.util.Optional;

/** The loads that can be asked for, with what the original system published about each. */
enum LoadScenario {
  BASELINE(
      "baseline",
      Baseline.class,
      "100 members read",
      "59/s, p50 16, p95 125, p99 770 ms, 0 % failed"),
  RATE_LIMITER(
      "rate-limiter",
      RateLimiter.class,
      "50 callers over every limit",
      "27,664 requests, 27,646 × 429, 1 success, 0 × 5xx"),
  PAYMENT_CONCURRENCY(
      "payment-concurrency",
      PaymentConcurrency.class,
      "20 members pay everything twice at once",
      "0 duplicates, 0 failures"),
  MIXED(
      "mixed",
      Mixed.class,
      "200 members read, ask for analyses and choose plans",
      "108/s, p50 27, p95 672, p99 2,350 ms, 0.07 % failed");

  private final String title;
  private final Class<? extends Simulation> simulation;
  private final String purpose;
  private final String original;

  LoadScenario(
      String title, Class<? extends Simulation> simulation, String purpose, String original) {
    this.title = title;
    this.simulation = simulation;
    this.purpose = purpose;
    this.original = original;
  }

  static Optional<LoadScenario> named(String name) {
    return Arrays.stream(values()).filter(each -> each.title.equals(name)).findFirst();
  }

  String title() {
    return title;
  }

  String simulation() {
    return simulation.getName();
  }

  String purpose() {
    return purpose;
  }

  String original() {
    return original;
  }
}
