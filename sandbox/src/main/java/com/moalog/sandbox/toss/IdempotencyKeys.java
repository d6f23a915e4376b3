package com.moalog.sandbox.toss;

import com.moalog.sandbox.http.Answer.Reply;
import com.moalog.sandbox.storage.Journal;
import com.moalog.sandbox.storage.Kept;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Remembers the first answer to every key, errors included, and never compares bodies: that is how
 * the provider does it. A scope is the key, the method and the path together. Thread-safe.
 */
final class IdempotencyKeys {

  /** Longest key that the provider takes. */
  static final int MAX_KEY_LENGTH = 300;

  static final Duration MEMORY = Duration.ofDays(15);

  /** A remembered answer. */
  record Remembered(String scope, Instant at, Reply reply) {}

  private final Map<String, Remembered> answers = new LinkedHashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private final InstantSource clock;
  private final Journal journal;
  private final int capacity;

  /**
   * @param capacity beyond this the oldest answer is forgotten
   */
  IdempotencyKeys(InstantSource clock, Journal journal, int capacity) {
    this.clock = clock;
    this.journal = journal;
    this.capacity = capacity;
  }

  /**
   * The remembered answer, or the one that {@code operation} gives now; {@code busy} while the
   * first request of this scope is under way.
   */
  Reply once(String scope, Reply busy, Supplier<Reply> operation) {
    synchronized (this) {
      Optional<Reply> known = recall(scope);
      if (known.isPresent()) {
        return known.get();
      }
      if (!underWay.add(scope)) {
        return busy;
      }
    }
    try {
      Reply reply = operation.get();
      remember(new Remembered(scope, clock.instant(), reply));
      return reply;
    } finally {
      synchronized (this) {
        underWay.remove(scope);
      }
    }
  }

  private Optional<Reply> recall(String scope) {
    Remembered known = answers.get(scope);
    if (known == null) {
      return Optional.empty();
    }
    if (clock.instant().isAfter(known.at().plus(MEMORY))) {
      answers.remove(scope);
      return Optional.empty();
    }
    return Optional.of(known.reply());
  }

  private synchronized void remember(Remembered answer) {
    restore(answer);
    journal.append("answer", answer);
  }

  private synchronized void restore(Remembered answer) {
    if (answers.size() >= capacity) {
      answers.remove(answers.keySet().iterator().next());
    }
    answers.put(answer.scope(), answer);
  }

  synchronized void clear() {
    answers.clear();
  }

  private synchronized List<Remembered> all() {
    return List.copyOf(answers.values());
  }

  Kept<Remembered> kept() {
    return new Kept<>("answer", Remembered.class, () -> all().stream(), this::restore);
  }
}
