package com.moalog.bench.fluxpay;

import com.moalog.bench.measure.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Everybody speaks for a little of one account's credit at the same time. Stateless. */
final class HotAccount {

  private static final long BALANCE = 1_000_000_000;
  private static final int POSTINGS = 2;

  private HotAccount() {}

  /** What came of it; each reservation is an entry of the ledger with two postings. */
  record Outcome(double perSecond, Latencies latencies) {

    double postingsPerSecond() {
      return POSTINGS * perSecond;
    }
  }

  static Outcome run(PaymentStage stage, int customers, Duration length)
      throws IOException, InterruptedException {
    String user = "hot-" + UUID.randomUUID();
    try (Customer bank = new Customer(user, stage)) {
      bank.post(
          "/api/v1/credits/charge",
          """
          {"userId":"%s","amount":%d,"currency":"KRW","source":"GRANT","referenceId":"%s"}\
          """
              .formatted(user, BALANCE, user),
          201);
    }
    Latencies latencies = new Latencies();
    long start = System.nanoTime();
    long end = start + length.toNanos();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < customers; number++) {
        running.add(threads.submit(() -> reserve(stage, user, end, latencies)));
      }
    }
    for (Future<?> one : running) {
      Purchases.await(one);
    }
    return new Outcome(latencies.count() / ((System.nanoTime() - start) / 1e9), latencies);
  }

  private static boolean reserve(PaymentStage stage, String user, long end, Latencies latencies)
      throws IOException {
    try (Customer customer = new Customer(user, stage)) {
      while (System.nanoTime() - end < 0) {
        long before = System.nanoTime();
        customer.post(
            "/api/v1/credits/reservations",
            "{\"userId\":\"%s\",\"amount\":1,\"currency\":\"KRW\",\"referenceId\":\"%s\"}"
                .formatted(user, UUID.randomUUID()),
            201);
        latencies.record(System.nanoTime() - before);
      }
    }
    return true;
  }
}
