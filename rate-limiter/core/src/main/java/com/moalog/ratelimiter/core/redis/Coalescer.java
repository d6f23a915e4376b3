package com.moalog.ratelimiter.core.redis;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Asks Redis once for the requests of one key that come while it is being asked for that key. They
 * are decided in the order in which they came, exactly as if each had been asked alone. A key that
 * nobody else asks for is asked for at once. Thread-safe, and no call blocks.
 */
public final class Coalescer {

  /** Most requests of one key that wait; more are asked each by themselves. */
  static final int MAX_WAITING = 10_000;

  private record Waiting(
      RedisLimiter limiter, Request request, CompletableFuture<Decision> answer) {}

  /** The requests that wait for the call of their key; all changes under its own lock. */
  private static final class Line {
    /** Small at first, because nobody waits in most lines. */
    private final Queue<Waiting> waiting = new ArrayDeque<>(1);

    private boolean closed;
  }

  private final int maxBatch;
  private final ConcurrentMap<StorageKey, Line> lines = new ConcurrentHashMap<>();
  private final LongAdder coalesced = new LongAdder();

  /**
   * Nobody waits yet.
   *
   * @param maxBatch most requests in one call, at most {@link Request#MAX_BATCH}
   */
  public Coalescer(int maxBatch) {
    if (maxBatch < 1 || maxBatch > Request.MAX_BATCH) {
      throw new IllegalArgumentException(
          "a batch has 1 to %d requests, not %d".formatted(Request.MAX_BATCH, maxBatch));
    }
    this.maxBatch = maxBatch;
  }

  /** Takes the permits if there are enough, else takes nothing. */
  public CompletionStage<Decision> check(
      RedisLimiter limiter, StorageKey key, Limit limit, long permits) {
    Optional<CompletionStage<Decision>> answer = Optional.empty();
    while (answer.isEmpty()) {
      Line line = lines.get(key);
      if (line == null) {
        Line mine = new Line();
        line = lines.putIfAbsent(key, mine);
        if (line == null) {
          return askAlone(limiter, key, limit, permits, mine);
        }
      }
      answer = join(line, limiter, new Request(key, limit, permits));
    }
    return answer.get();
  }

  /** Requests that were asked together with another. */
  public long coalesced() {
    return coalesced.sum();
  }

  private CompletionStage<Decision> askAlone(
      RedisLimiter limiter, StorageKey key, Limit limit, long permits, Line line) {
    return limiter
        .check(key, limit, permits)
        .whenComplete((decision, failure) -> askForNext(key, line));
  }

  /** Empty when the line was closed meanwhile. */
  private Optional<CompletionStage<Decision>> join(
      Line line, RedisLimiter limiter, Request request) {
    CompletableFuture<Decision> answer = new CompletableFuture<>();
    synchronized (line) {
      if (line.closed) {
        return Optional.empty();
      }
      if (line.waiting.size() < MAX_WAITING) {
        line.waiting.add(new Waiting(limiter, request, answer));
        return Optional.of(limiter.inTime(answer));
      }
    }
    return Optional.of(limiter.check(request.key(), request.limit(), request.permits()));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Its end is handled by this very stage.
  private void askForNext(StorageKey key, Line line) {
    List<Waiting> batch;
    synchronized (line) {
      batch = nextBatch(line.waiting);
      if (batch.isEmpty()) {
        line.closed = true;
        lines.remove(key, line);
        return;
      }
    }
    coalesced.add(batch.size() - 1);
    batch
        .getFirst()
        .limiter()
        .checkEach(batch.stream().map(Waiting::request).toList())
        .whenComplete((decisions, failure) -> {
          askForNext(key, line);
          answer(batch, decisions, failure);
        });
  }

  /**
   * The first of those who wait, as long as they mean the same limit on the same connection.
   * Whoever has waited too long was told so, and must not take a permit.
   */
  private List<Waiting> nextBatch(Queue<Waiting> waiting) {
    List<Waiting> batch = new ArrayList<>();
    Waiting next = waiting.peek();
    while (next != null && batch.size() < maxBatch && (batch.isEmpty() || alike(batch, next))) {
      waiting.remove();
      if (!next.answer().isDone()) {
        batch.add(next);
      }
      next = waiting.peek();
    }
    return batch;
  }

  private static boolean alike(List<Waiting> batch, Waiting next) {
    Waiting first = batch.getFirst();
    return first.limiter() == next.limiter()
        && first.request().limit().equals(next.request().limit());
  }

  private static void answer(
      List<Waiting> batch, @Nullable List<Decision> decisions, @Nullable Throwable failure) {
    for (int i = 0; i < batch.size(); i++) {
      CompletableFuture<Decision> answer = batch.get(i).answer();
      if (decisions != null) {
        answer.complete(decisions.get(i));
      } else {
        answer.completeExceptionally(failure);
      }
    }
  }
}
