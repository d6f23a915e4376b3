package com.moalog.bench.faults;

import com.moalog.bench.faults.Mishaps.Trick;
import com.moalog.bench.measure.HttpConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random order of calls and mishaps; equal seeds make equal ones. What the threads of the engine
 * make of it may differ from run to run, what must hold at the end may not. Not thread-safe.
 */
final class Schedule {

  private static final List<Trick> TRICKS = List.of(Trick.values());
  private static final int LEAST_STEPS = 4;
  private static final int MORE_STEPS = 6;
  private static final int MOST_BOUNDARIES = 4;
  private static final List<Duration> TIMES =
      List.of(
          Duration.ofSeconds(3),
          Duration.ofSeconds(25),
          Duration.ofSeconds(70),
          Duration.ofMinutes(11));

  private final Random random;
  private final Shop shop;
  private final List<Sale> sales = new ArrayList<>();
  private final List<String> reservations = new ArrayList<>();
  private int credits;

  private Schedule(Shop shop, Random random) {
    this.shop = shop;
    this.random = random;
  }

  /**
   * Somebody's order.
   *
   * @param payment its last payment
   * @param session what the provider calls it
   */
  private record Sale(String order, String payment, String session) {}

  /**
   * Runs one schedule.
   *
   * @param prefix what the merchant's name begins with
   * @return what was wrong afterwards, with what was done; empty when all is well
   */
  static List<String> run(World world, String prefix, long seed) throws IOException {
    Random random = new Random(seed);
    try (Shop shop = new Shop(world, prefix + seed, random)) {
      List<String> faults = new ArrayList<>();
      try {
        new Schedule(shop, random).play();
        faults.addAll(Verdict.of(shop));
      } catch (IOException stuck) {
        faults.add(stuck.toString());
      }
      if (!faults.isEmpty()) {
        faults.addAll(shop.log());
      }
      return faults;
    }
  }

  private void play() throws IOException {
    buy();
    int steps = LEAST_STEPS + random.nextInt(MORE_STEPS);
    for (int step = 0; step < steps; step++) {
      step();
    }
  }

  private void step() throws IOException {
    switch (random.nextInt(10)) {
      case 0, 1 -> buy();
      case 2, 3, 4 -> refund();
      case 5 -> giveUp();
      case 6 -> repeat();
      case 7 -> credit();
      case 8 -> captureLate();
      default -> pass();
    }
  }

  /** Perhaps something goes wrong with the next call. */
  private void mishap() {
    switch (random.nextInt(6)) {
      case 0 -> {
        int boundary = random.nextInt(MOST_BOUNDARIES);
        boolean afterwards = random.nextBoolean();
        shop.note("dies " + (afterwards ? "after" : "before") + " boundary " + boundary);
        shop.mishaps().dieAt(boundary, afterwards);
      }
      case 1 -> {
        Trick trick = TRICKS.get(random.nextInt(TRICKS.size()));
        shop.note("the provider's line: " + trick);
        shop.mishaps().trick(trick);
      }
      default -> {}
    }
  }

  private HttpConnection.Answer call(Shop.Call call) throws IOException {
    mishap();
    return random.nextInt(8) == 0 ? shop.doneTwice(call) : shop.done(call);
  }

  private void buy() throws IOException {
    String order =
        call(shop.post(
                "orders",
                """
                {"userId":"user","currency":"KRW","lineItems":[{"productId":"plan_pro",
                "productName":"PRO","quantity":1,"unitPrice":%d}]}\
                """
                    .formatted(Shop.PRICE)))
            .field("orderId");
    pay(order);
  }

  private void pay(String order) throws IOException {
    String payment =
        call(shop.post(
                "payments",
                "{\"orderId\":\"%s\",\"amount\":%d,\"currency\":\"KRW\"}"
                    .formatted(order, Shop.PRICE)))
            .field("paymentId");
    if (payment.isEmpty()) {
      return;
    }
    String session = shop.session(order);
    sales.add(new Sale(order, payment, session));
    String path = "payments/" + payment;
    call(
        shop.post(
            path + "/approve",
            "{\"paymentMethod\":\"CARD\",\"paymentKey\":\"%s\"}".formatted(session)));
    Shop.Call confirm = shop.post(path + "/confirm", "");
    switch (random.nextInt(8)) {
      case 0 -> shop.overtaken(confirm);
      case 1 -> {
        shop.note("the provider's line: DECLINE");
        shop.mishaps().trick(Trick.DECLINE);
        shop.done(confirm);
      }
      default -> call(confirm);
    }
  }

  private Sale any() {
    return sales.get(random.nextInt(sales.size()));
  }

  private void refund() throws IOException {
    if (sales.isEmpty()) {
      return;
    }
    if (random.nextInt(3) == 0) {
      shop.note("the answer to the next call to the provider is lost");
      shop.mishaps().trick(Trick.CUT_AFTER);
    }
    int amount = random.nextInt(4) == 0 ? Shop.PRICE : 1_000 + random.nextInt(4) * 1_000;
    call(
        shop.post(
            "refunds",
            "{\"paymentId\":\"%s\",\"amount\":%d,\"currency\":\"KRW\",\"reason\":\"wrong\"}"
                .formatted(any().payment(), amount)));
  }

  /** Cancels an order, or a payment, or pays an order again whose payment failed. */
  private void giveUp() throws IOException {
    if (sales.isEmpty()) {
      return;
    }
    Sale sale = any();
    switch (random.nextInt(3)) {
      case 0 -> {
        Shop.Call cancel = shop.post("orders/" + sale.order() + "/cancel", "");
        call(new Shop.Call("PUT", cancel.path(), "", cancel.key()));
      }
      case 1 -> call(shop.post("payments/" + sale.payment() + "/cancel", ""));
      default -> pay(sale.order());
    }
  }

  private void repeat() throws IOException {
    List<Shop.Call> calls = shop.calls();
    shop.note("once more");
    call(calls.get(random.nextInt(calls.size())));
  }

  private void credit() throws IOException {
    credits++;
    switch (random.nextInt(3)) {
      case 0 ->
          call(
              shop.post(
                  "credits/charge",
                  """
                  {"userId":"user","amount":5000,"currency":"KRW","source":"GRANT",
                  "referenceId":"grant-%d"}\
                  """
                      .formatted(credits)));
      case 1 -> {
        String reservation =
            call(shop.post(
                    "credits/reservations",
                    """
                    {"userId":"user","amount":1000,"currency":"KRW","referenceId":"use-%d"}\
                    """
                        .formatted(credits)))
                .field("reservationId");
        if (!reservation.isEmpty()) {
          reservations.add(reservation);
        }
      }
      default -> {
        if (!reservations.isEmpty()) {
          String verb = random.nextBoolean() ? "/confirm" : "/cancel";
          String one = reservations.get(random.nextInt(reservations.size()));
          call(shop.post("credits/reservations/" + one + verb, ""));
        }
      }
    }
  }

  private void captureLate() throws IOException {
    if (!sales.isEmpty()) {
      Sale sale = any();
      shop.captureLate(sale.order(), sale.session());
    }
  }

  private void pass() throws IOException {
    Duration time = TIMES.get(random.nextInt(TIMES.size()));
    shop.note(time + " pass");
    shop.pass(time);
  }
}
