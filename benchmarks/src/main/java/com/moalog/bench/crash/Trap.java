package com.moalog.bench.crash;

import com.moalog.bench.postgres.Passage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows what one scenario makes durable. A set trap holds the scenario at one boundary until the
 * engine is dead; one that is not set only writes the boundaries down. Thread-safe.
 */
final class Trap {

  private final Optional<Spot> spot;
  private final List<String> reached = new ArrayList<>();
  private final CountDownLatch caught = new CountDownLatch(1);
  private final CountDownLatch dead = new CountDownLatch(1);
  private boolean armed;
  private volatile String where = "";

  /**
   * Where the engine is to die.
   *
   * @param number which boundary since the trap was armed, from 0
   */
  record Spot(int number, Side side) {}

  private Trap(Optional<Spot> spot) {
    this.spot = spot;
  }

  static Trap at(Spot spot) {
    return new Trap(Optional.of(spot));
  }

  static Trap unset() {
    return new Trap(Optional.empty());
  }

  /** What passes from now on counts. */
  synchronized void arm() {
    armed = true;
  }

  /** The boundaries so far. */
  synchronized List<String> reached() {
    return List.copyOf(reached);
  }

  /** Where the scenario was caught. */
  String where() {
    return where;
  }

  /** Waits until the scenario is held; false when it never comes by. */
  boolean awaitCaught(Duration limit) throws InterruptedException {
    return caught.await(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The engine is dead; what is held goes nowhere. */
  void release() {
    dead.countDown();
  }

  /** The scenario is about to make something durable. */
  synchronized Passage reach(String label) {
    if (!armed) {
      return Passage.FREE;
    }
    reached.add(label);
    return new Step(reached.size() - 1, label);
  }

  /** One boundary. */
  private final class Step implements Passage {

    private final int number;
    private final String label;

    Step(int number, String label) {
      this.number = number;
      this.label = label;
    }

    @Override
    public boolean mayHappen() {
      return mayPass(Side.BEFORE);
    }

    @Override
    public boolean mayBeTold() {
      return mayPass(Side.AFTER);
    }

    /** Where the engine is to die this returns when it is dead. */
    private boolean mayPass(Side side) {
      if (!spot.equals(Optional.of(new Spot(number, side)))) {
        return true;
      }
      where = label;
      caught.countDown();
      try {
        dead.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
  }
}
