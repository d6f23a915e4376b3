package com.moalog.bench.crash;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** One merchant on the way through one flow. Confined to one thread at a time. */
final class Attempt {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SERVER_ERROR = 500;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final String UNFINISHED =
      """
      SELECT id::text FROM payments
        WHERE tenant_id = ? AND status IN ('PROCESSING', 'CONFIRMING', 'UNKNOWN')
      UNION ALL SELECT refund_id FROM refunds
        WHERE tenant_id = ? AND status IN ('REQUESTED', 'PROCESSING')
      UNION ALL SELECT id::text FROM subscriptions WHERE tenant_id = ? AND status = 'CREATED'
      """;

  private final Stage stage;
  private final Trap trap;
  private final Merchant merchant;
  private final Deed deed;
  private final String key = UUID.randomUUID().toString();

  private Attempt(Stage stage, Trap trap, Merchant merchant, Deed deed) {
    this.stage = stage;
    this.trap = trap;
    this.merchant = merchant;
    this.deed = deed;
  }

  /** Everything before the deed. */
  static Attempt prepare(Stage stage, Flow flow, Trap trap) throws IOException {
    Merchant merchant = stage.newMerchant(trap);
    Deed deed = flow.preparation().prepare(merchant);
    trap.arm();
    return new Attempt(stage, trap, merchant, deed);
  }

  /** Waits until the merchant is held at the boundary, if it comes by. */
  void awaitCaught(long deadline) throws InterruptedException {
    trap.awaitCaught(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }

  /** The engine is dead. */
  void release() {
    trap.release();
  }

  /**
   * Does the deed.
   *
   * @return the answer; empty when there is none, for nobody asked or the engine died
   */
  Optional<Reply> act() {
    switch (deed) {
      case Deed.Due() -> merchant.becomeDue();
      case Deed.Call call -> {
        try {
          return Optional.of(merchant.send(call, key));
        } catch (IOException died) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Lets the flow run to its end. */
  Undisturbed follow(Flow flow) throws IOException {
    String answer = act().map(Reply::brief).orElse("");
    int before = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (before == 0 || before != trap.reached().size() || isUnfinished()) {
      before = trap.reached().size();
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(flow.name() + " does not come to an end: " + trap.reached());
      }
      LockSupport.parkNanos(PAUSE.multipliedBy(4).toNanos());
    }
    return new Undisturbed(flow, answer, stage.books().picture(merchant), trap.reached());
  }

  private boolean isUnfinished() {
    return !stage.database().find(UNFINISHED, merchant.tenant()).isEmpty();
  }

  /** What became of it, with the engine running again. */
  Ending end(Case one) throws IOException {
    if (one.comesFirst() == Case.First.TASKS) {
      settle(() -> !isUnfinished());
    }
    String answer = deed instanceof Deed.Call call ? repeated(call) : "";
    String expected = one.flow().picture();
    settle(() -> stage.books().picture(merchant).equals(expected) && faults().isEmpty());
    return new Ending(one, trap.where(), answer, stage.books().picture(merchant), faults());
  }

  private List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>(stage.books().looseEnds(merchant.tenant()));
    faults.addAll(stage.books().faults(merchant.tenant()));
    return faults;
  }

  /** Something that comes true when everything is settled. */
  private interface Settled {
    boolean holds() throws IOException;
  }

  /** Lets time pass until it holds, or until that takes too long. */
  private void settle(Settled settled) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!settled.holds() && System.nanoTime() - deadline < 0) {
      stage.times().pass(merchant);
      LockSupport.parkNanos(PAUSE.multipliedBy(2).toNanos());
    }
  }

  /** The client repeats its call until it gets an answer that stays. */
  private String repeated(Deed.Call call) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Reply reply = merchant.send(call, key);
    while ((reply.code().equals("VAL_005") || reply.status() > SERVER_ERROR)
        && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(PAUSE.toNanos());
      reply = merchant.send(call, key);
    }
    return reply.brief();
  }
}
