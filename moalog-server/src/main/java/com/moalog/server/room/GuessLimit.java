package com.moalog.server.room;

import com.moalog.server.http.ErrorCode;
import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Makes guessing invite codes pointless: a member who tried {@value #GUESSES} unknown codes has to
 * wait until ten minutes have passed since the first of them. Counted per process. Thread-safe.
 */
final class GuessLimit {

  static final int GUESSES = 10;
  static final Duration WINDOW = Duration.ofMinutes(10);

  /** Beyond this many members with wrong guesses, windows that have passed are swept out. */
  private static final int SWEEP_SIZE = 10_000;

  private final ConcurrentMap<MemberId, Window> windows = new ConcurrentHashMap<>();
  private final Clock clock;

  GuessLimit(Clock clock) {
    this.clock = clock;
  }

  /** Refuses a member with too many wrong guesses. */
  void check(MemberId member) {
    Window window = windows.get(member);
    Instant now = clock.instant();
    if (window != null && window.guesses() >= GUESSES && now.isBefore(window.end())) {
      throw Refusal.retryLater(ErrorCode.TOO_MANY_REQUESTS, Duration.between(now, window.end()));
    }
  }

  /** Counts a wrong guess. */
  void countWrongGuess(MemberId member) {
    Instant now = clock.instant();
    windows.merge(
        member,
        new Window(1, now.plus(WINDOW)),
        (current, first) ->
            now.isBefore(current.end()) ? new Window(current.guesses() + 1, current.end()) : first);
    if (windows.size() > SWEEP_SIZE) {
      windows.values().removeIf(window -> !now.isBefore(window.end()));
    }
  }

  private record Window(int guesses, Instant end) {}
}
