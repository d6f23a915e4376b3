package com.moalog.bench.faults;

import com.moalog.bench.postgres.Passage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What goes wrong for one merchant. Its part of the engine dies at a boundary, an attempt to commit
 * or to call the provider, and then makes nothing durable any more until it is revived; the
 * provider's line plays tricks on single calls. Thread-safe.
 */
final class Mishaps {

  private static final int NEVER = Integer.MAX_VALUE;

  /**
   * The engine ends a call to the provider after seconds, and takes one that is a minute old for
   * over. Schedules must not make a living call that old.
   */
  static final Duration OVER = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Deque<Trick> tricks = new ArrayDeque<>();
  private final List<Runnable> underWay = new ArrayList<>();
  private final List<Runnable> forgotten = new ArrayList<>();
  private final List<LivingCall> living = new ArrayList<>();
  private int boundariesLeft = NEVER;
  private boolean diesAfterwards;
  private boolean dead;

  /** What happens to a call to the provider. */
  enum Trick {
    /** The connection ends before the provider hears of it. */
    CUT_BEFORE,
    /** The provider does it, and the answer is lost. */
    CUT_AFTER,
    /** The provider does it, and says that it failed. */
    ERROR_AFTER,
    /** The provider does nothing and answers with an error that means nothing. */
    ERROR_BEFORE,
    /** The provider declines. */
    DECLINE,
    /** The provider does it, and half of its answer arrives. */
    HALF,
    /** The provider does it, too late for the engine to wait. */
    SLOW,
    /** The network delivers it twice. */
    TWICE,
    /** The connection ends, and the call arrives when everybody has gone. */
    OVERDUE,
    /** The same, but it arrives when the engine takes it for over; confirms are only overdue. */
    FORGOTTEN
  }

  /** The merchant's part of the engine dies at one of the next boundaries, from 0. */
  synchronized void dieAt(int boundary, boolean afterwards) {
    boundariesLeft = boundary;
    diesAfterwards = afterwards;
  }

  synchronized void trick(Trick trick) {
    tricks.add(trick);
  }

  /** Starts what died again; whether it was dead. */
  synchronized boolean revive() {
    boolean was = dead;
    dead = false;
    boundariesLeft = NEVER;
    return was;
  }

  /** Nothing more goes wrong. */
  synchronized void end() {
    revive();
    tricks.clear();
  }

  /** The trick for a call to the provider that is about to be passed on. */
  synchronized Optional<Trick> nextTrick() {
    return Optional.ofNullable(tricks.poll());
  }

  synchronized void overdue(Runnable call) {
    underWay.add(call);
  }

  synchronized void forgotten(Runnable call) {
    forgotten.add(call);
  }

  /** What was under way arrives. */
  void deliver() {
    taken(underWay).forEach(Runnable::run);
  }

  /** What is older than a minute arrives all the same. */
  void deliverForgotten() {
    taken(forgotten).forEach(Runnable::run);
  }

  private synchronized List<Runnable> taken(List<Runnable> calls) {
    List<Runnable> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  /** A call to the provider that has not ended; it is closed when it has. */
  final class LivingCall implements AutoCloseable {

    private Duration age = Duration.ZERO;

    private LivingCall() {}

    @Override
    public void close() {
      synchronized (Mishaps.this) {
        living.remove(this);
        Mishaps.this.notifyAll();
      }
    }
  }

  /** A call to the provider begins. */
  synchronized LivingCall call() {
    LivingCall call = new LivingCall();
    living.add(call);
    return call;
  }

  /**
   * Time passes; waits first for the calls that would become too old in it.
   *
   * @throws IOException if one does not end
   */
  synchronized void pass(Duration time) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (living.stream().anyMatch(call -> call.age.plus(time).compareTo(OVER) >= 0)) {
        if (System.nanoTime() - deadline >= 0) {
          throw new IOException("a call to the provider does not end");
        }
        wait(PAUSE.toMillis());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while a call was on its way");
    }
    living.forEach(call -> call.age = call.age.plus(time));
  }

  /** Something is about to be made durable. */
  synchronized Passage reach() {
    boolean isHere = !dead && boundariesLeft == 0;
    if (boundariesLeft != NEVER && boundariesLeft > 0) {
      boundariesLeft--;
    }
    return new Step(isHere);
  }

  private synchronized boolean passes(boolean here, boolean afterwards) {
    if (here && afterwards == diesAfterwards) {
      dead = true;
    }
    return !dead;
  }

  /** One boundary. */
  private final class Step implements Passage {

    private final boolean here;

    Step(boolean here) {
      this.here = here;
    }

    @Override
    public boolean mayHappen() {
      return passes(here, false);
    }

    @Override
    public boolean mayBeTold() {
      return passes(here, true);
    }
  }
}
