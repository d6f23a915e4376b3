package com.moalog.ratelimiter.core;

import com.moalog.ratelimiter.core.lease.LeaseAnswer;
import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.lease.LeaseDesk;
import com.moalog.ratelimiter.core.lease.Leases;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/**
 * Instances that lease one key from one desk over a network that delays, reorders and loses
 * messages, all in virtual time and from one seed. It remembers when permits were taken and when
 * they were used.
 */
final class LeaseWorld {

  private static final long START = 1_700_000_000_000_000L;
  private static final long TIMEOUT_MICROS = 50_000;
  private static final StorageKey KEY = StorageKey.of("test:", "world", "key");

  /** Permits taken from the limit, or used by a caller. A time before another may come after it. */
  record Event(long micros, long permits) {}

  private record Task(long micros, long number, Runnable action) {}

  private final Random random;
  private final Limit limit;
  private final long most;
  private final int lostPermille;
  private final LeaseDeskModel desk;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>((a, b) ->
          a.micros() == b.micros()
              ? Long.compare(a.number(), b.number())
              : Long.compare(a.micros(), b.micros()));
  private final List<Event> taken = new ArrayList<>();
  private final List<Event> used = new ArrayList<>();
  private final Set<Decision> byDesk = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Leases> instances = new ArrayList<>();
  private long now = START;
  private long deskBehindMicros;
  private long tasksMade;
  private long deskCalls;
  private int joined;
  private long asked;
  private long answered;
  private long failed;
  private long mostHeld;
  private long mostUnspent;

  LeaseWorld(Random random, Limit limit, long most, int lostPermille) {
    this.random = random;
    this.limit = limit;
    this.most = most;
    this.lostPermille = lostPermille;
    this.desk = new LeaseDeskModel(limit);
  }

  /** An instance with a clock of its own. */
  Leases join() {
    long offset = random.nextLong(1_000_000_000);
    Leases leases = new Leases("i" + joined++, 10, () -> now - START + offset, this::later);
    instances.add(leases);
    return leases;
  }

  /** The instance is gone, and with it what it holds; it is never asked again. */
  void crash(Leases instance) {
    instances.set(instances.indexOf(instance), join());
    instances.removeLast();
  }

  /** Gives back all that the instance holds. */
  CompletableFuture<Boolean> giveBack(Leases instance) {
    return instance.giveBack(new Link()).toCompletableFuture();
  }

  void deskClockJumpsBack(long micros) {
    deskBehindMicros += micros;
  }

  void ask(Leases instance, long permits) {
    asked++;
    CompletionStage<Decision> stage = instance.check(new Link(), KEY, limit, most, permits);
    stage.whenComplete((decision, failure) -> {
      answered++;
      if (failure != null) {
        failed++;
      } else if (decision.allowed() && !byDesk.contains(decision)) {
        used.add(new Event(now, permits));
      }
      noteHeld();
    });
  }

  void later(long afterMicros, Runnable action) {
    tasks.add(new Task(now + afterMicros, tasksMade++, action));
  }

  /** Lets everything happen that is due by a time after the start. */
  void runUntil(long micros) {
    while (!tasks.isEmpty() && tasks.peek().micros() <= START + micros) {
      Task task = tasks.remove();
      now = task.micros();
      task.action().run();
    }
    now = START + micros;
  }

  /** An answer of the desk takes its time, or never comes. */
  private <T> CompletableFuture<T> overTheNetwork(LongFunction<T> atDesk) {
    deskCalls++;
    CompletableFuture<T> answer = new CompletableFuture<>();
    later(TIMEOUT_MICROS, () -> answer.completeExceptionally(new TimeoutException("desk")));
    boolean requestLost = random.nextInt(1_000) < lostPermille;
    boolean answerLost = random.nextInt(1_000) < lostPermille;
    long back = delayMicros();
    if (!requestLost) {
      later(
          delayMicros(),
          () -> {
            T result = atDesk.apply(now - deskBehindMicros);
            if (!answerLost) {
              later(back, () -> answer.complete(result));
            }
          });
    }
    return answer;
  }

  private long delayMicros() {
    return random.nextInt(20) == 0 ? random.nextLong(40_000) : random.nextLong(50, 1_000);
  }

  private final class Link implements LeaseDesk {

    @Override
    public CompletionStage<LeaseAnswer> lease(LeaseCall call) {
      return overTheNetwork(deskMicros -> {
        LeaseAnswer answer = desk.lease(deskMicros, call);
        if (answer.granted() > 0) {
          taken.add(new Event(now, answer.granted()));
        } else {
          noteDecision(answer.decision(), call.needed());
        }
        noteHeld();
        return answer;
      });
    }

    @Override
    public CompletionStage<Decision> check(StorageKey key, Limit limit, long permits) {
      return overTheNetwork(deskMicros -> {
        Decision decision = desk.check(deskMicros, limit, permits);
        noteDecision(decision, permits);
        return decision;
      });
    }
  }

  /** A request that the desk decides is allowed at that moment, not when its caller hears of it. */
  private void noteDecision(Decision decision, long permits) {
    byDesk.add(decision);
    if (decision.allowed() && permits > 0) {
      taken.add(new Event(now, permits));
      used.add(new Event(now, permits));
    }
  }

  private void noteHeld() {
    mostHeld = Math.max(mostHeld, desk.held());
    mostUnspent = Math.max(mostUnspent, instances.stream().mapToLong(Leases::unspent).sum());
  }

  List<Leases> instances() {
    return instances;
  }

  List<Event> taken() {
    return taken;
  }

  List<Event> used() {
    return used;
  }

  long deskCalls() {
    return deskCalls;
  }

  long asked() {
    return asked;
  }

  long answered() {
    return answered;
  }

  long failed() {
    return failed;
  }

  /** What the desk has on record. */
  long held() {
    return desk.held();
  }

  /** The most that the desk had on record at once. */
  long mostHeld() {
    return mostHeld;
  }

  /** The most that all instances could spend at once. */
  long mostUnspent() {
    return mostUnspent;
  }
}
