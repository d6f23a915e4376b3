package com.moalog.bench.fluxpay;

import com.moalog.bench.fluxpay.Customer.Purchase;
import com.moalog.bench.measure.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** Customers who buy without a rest. Stateless. */
final class Purchases {

  /** How long the provider takes to tell of a session, and to capture. */
  static final long LOOK_UP_MILLIS = 50;

  static final long CONFIRM_MILLIS = 100;

  private Purchases() {}

  /**
   * What came of a while of buying.
   *
   * @param whole times from the order to the captured payment, without the provider's
   * @param confirm times of the confirm alone, without the provider's
   * @param refused answers that there is too much to do
   */
  record Outcome(double perSecond, Latencies whole, Latencies confirm, long refused) {}

  static Outcome run(PaymentStage stage, int customers, Duration length)
      throws IOException, InterruptedException {
    Latencies whole = new Latencies();
    Latencies confirm = new Latencies();
    LongAdder refused = new LongAdder();
    long start = System.nanoTime();
    long end = start + length.toNanos();
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < customers; number++) {
        String name = "user-" + number;
        running.add(
            threads.submit(() -> {
              try (Customer customer = new Customer(name, stage)) {
                while (System.nanoTime() - end < 0) {
                  Purchase purchase = customer.buy().without(LOOK_UP_MILLIS, CONFIRM_MILLIS);
                  whole.record(purchase.nanos());
                  confirm.record(purchase.confirmNanos());
                }
                refused.add(customer.refused());
              }
              return true;
            }));
      }
    }
    for (Future<?> one : running) {
      await(one);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Outcome(whole.count() / seconds, whole, confirm, refused.sum());
  }

  static void await(Future<?> work) throws IOException, InterruptedException {
    try {
      work.get();
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
  }
}
