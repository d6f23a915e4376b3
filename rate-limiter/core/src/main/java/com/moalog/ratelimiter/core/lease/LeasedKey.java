package com.moalog.ratelimiter.core.lease;

import com.moalog.ratelimiter.core.lease.LeaseCall.Lessee;
import com.moalog.ratelimiter.core.lease.LeaseCall.Unspent;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The lease of one key.
 *
 * <p>Requests are served from the lease in the order in which they came. When it does not cover the
 * next one, a single call to the desk gives back the rest and asks for more; requests that come
 * meanwhile wait in line. So an instance never holds two leases of a key, and what it gives back it
 * cannot spend: the rest is cut off before the call is made. A key that is asked for once in the
 * life of a lease has nothing to gain and is decided by the desk directly.
 *
 * <p>All state changes under this object's lock; callers are answered outside it. Thread-safe.
 */
final class LeasedKey {

  private static final CompletionStage<?> NOTHING = CompletableFuture.completedStage(true);

  private record Waiting(long permits, CompletableFuture<Decision> answer) {}

  private record Answer(CompletableFuture<Decision> to, Decision decision) {}

  private final StorageKey key;
  private final Leases leases;
  private final Queue<Waiting> line = new ArrayDeque<>();
  private final Demand demand = new Demand();
  private Lease lease = Lease.NONE;
  private @Nullable LeaseCall granted;
  private boolean calling;
  private boolean endWatched;
  private boolean dropped;
  private long askedMicros;

  LeasedKey(StorageKey key, Leases leases) {
    this.key = key;
    this.leases = leases;
  }

  /** The decision; empty when this key was dropped and another has its place. */
  Optional<CompletionStage<Decision>> check(LeaseDesk desk, Limit limit, long most, long permits) {
    LeaseCall call;
    CompletableFuture<Decision> answer;
    synchronized (this) {
      if (dropped) {
        return Optional.empty();
      }
      long now = leases.micros();
      askedMicros = now;
      demand.add(now, permits);
      if (!calling && lease.covers(permits, now)) {
        return Optional.of(CompletableFuture.completedStage(lease.spend(permits)));
      }
      boolean alone = !calling && lease.unspent() == 0 && demand.expected(now) <= permits;
      if (alone || permits > most || line.size() == Leases.MAX_WAITING) {
        return Optional.of(desk.check(key, limit, permits));
      }
      answer = new CompletableFuture<>();
      line.add(new Waiting(permits, answer));
      if (calling) {
        return Optional.of(answer);
      }
      call = nextCall(limit, most, now);
    }
    CompletionStage<?> _ = make(desk, call);
    return Optional.of(answer);
  }

  /**
   * Gives back what is left, unless a call is under way that does so; the stage ends with the
   * desk's answer.
   */
  CompletionStage<?> giveBack(LeaseDesk desk) {
    LeaseCall call;
    synchronized (this) {
      if (calling || lease.unspent() == 0 || granted == null) {
        return NOTHING;
      }
      call = nextCall(granted.limit(), granted.most(), leases.micros());
    }
    return make(desk, call);
  }

  private void endOfLease(LeaseDesk desk) {
    synchronized (this) {
      endWatched = false;
      long now = leases.micros();
      if (!calling && lease.unspent() > 0 && now < lease.endMicros()) {
        watchEnd(desk, now);
        return;
      }
    }
    CompletionStage<?> _ = giveBack(desk);
  }

  /** Whether nobody has asked since; such a key never answers again. */
  synchronized boolean dropIfIdle(long sinceMicros) {
    dropped = !calling && lease.unspent() == 0 && askedMicros < sinceMicros;
    return dropped;
  }

  /** Forgets the lease, whose permits no longer exist. */
  synchronized void forget() {
    lease = Lease.NONE;
  }

  synchronized long unspent() {
    return lease.endMicros() > leases.micros() ? lease.unspent() : 0;
  }

  /** Cuts off the rest of the lease and says what is wanted now. */
  private LeaseCall nextCall(Limit limit, long most, long nowMicros) {
    Unspent rest = lease.rest();
    lease = Lease.NONE;
    calling = true;
    Waiting first = line.peek();
    long needed = first == null ? 0 : first.permits();
    long inLine = line.stream().mapToLong(Waiting::permits).sum();
    long wanted = Math.clamp(Math.max(inLine, demand.expected(nowMicros)), needed, most);
    Lessee lessee = new Lessee(leases.instance(), leases.nextSequence());
    return new LeaseCall(key, limit, lessee, rest, needed, first == null ? 0 : wanted, most);
  }

  private CompletionStage<?> make(LeaseDesk desk, LeaseCall call) {
    long asked = leases.micros();
    return desk.lease(call)
        .whenComplete((answer, failure) -> {
          if (failure == null) {
            answered(desk, call, answer, asked);
          } else {
            failed(failure);
          }
        });
  }

  private void answered(LeaseDesk desk, LeaseCall call, LeaseAnswer answer, long askedMicros) {
    List<Answer> answers = new ArrayList<>();
    List<Waiting> undecided = List.of();
    LeaseCall next = null;
    synchronized (this) {
      calling = false;
      long now = leases.micros();
      if (answer.granted() > 0) {
        lease = Lease.of(answer, askedMicros);
        granted = call;
        watchEnd(desk, now);
      } else if (call.needed() > 0) {
        decideFirst(answer.decision(), answers);
      }
      spendOnLine(now, answers);
      if (answer.granted() == 0 || now >= lease.endMicros()) {
        // No lease is to be had, or the desk is slower than a lease lives.
        undecided = emptiedLine();
      } else if (!line.isEmpty()) {
        next = nextCall(call.limit(), call.most(), now);
      }
    }
    answers.forEach(each -> each.to().complete(each.decision()));
    undecided.forEach(each -> decideByDesk(desk, call.limit(), each));
    if (next != null) {
      CompletionStage<?> _ = make(desk, next);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Its end is handled by this very stage.
  private void decideByDesk(LeaseDesk desk, Limit limit, Waiting waiting) {
    desk.check(key, limit, waiting.permits())
        .whenComplete((decision, failure) -> {
          if (failure == null) {
            waiting.answer().complete(decision);
          } else {
            waiting.answer().completeExceptionally(failure);
          }
        });
  }

  /** The desk decided on the first in line; a refusal holds for those behind who want as much. */
  private void decideFirst(Decision decision, List<Answer> answers) {
    Waiting first = line.remove();
    answers.add(new Answer(first.answer(), decision));
    while (!decision.allowed() && wantsAsMuch(line.peek(), first)) {
      answers.add(new Answer(line.remove().answer(), decision));
    }
  }

  private static boolean wantsAsMuch(@Nullable Waiting next, Waiting refused) {
    return next != null && next.permits() == refused.permits();
  }

  private void spendOnLine(long nowMicros, List<Answer> answers) {
    Waiting next = line.peek();
    while (next != null && lease.covers(next.permits(), nowMicros)) {
      line.remove();
      answers.add(new Answer(next.answer(), lease.spend(next.permits())));
      next = line.peek();
    }
  }

  private void watchEnd(LeaseDesk desk, long nowMicros) {
    if (!endWatched) {
      endWatched = true;
      long after = Math.max(0, lease.endMicros() - nowMicros);
      leases.delay().run(after, () -> endOfLease(desk));
    }
  }

  private void failed(Throwable failure) {
    List<Waiting> waiting;
    synchronized (this) {
      calling = false;
      waiting = emptiedLine();
    }
    waiting.forEach(each -> each.answer().completeExceptionally(failure));
  }

  private List<Waiting> emptiedLine() {
    List<Waiting> waiting = List.copyOf(line);
    line.clear();
    return waiting;
  }
}
