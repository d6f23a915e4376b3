package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.model.Waiting;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How often a refund asks the provider in one go. Each request names the balance that it is meant
 * for, so of several refunds of one payment at once the provider takes one at a time; the others
 * read the balance again. Thread-safe.
 */
final class Rounds {

  /** Of ten refunds of a payment at once, each round ends one at least. */
  static final int MOST = 10;

  /** No round begins later. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  private final Waiting waiting;

  Rounds(Waiting waiting) {
    this.waiting = waiting;
  }

  /** How far a refund has come. */
  sealed interface Progress {

    /** It is over. */
    record Over() implements Progress {}

    /** It is not, and nothing can be done now. */
    record Open() implements Progress {}

    /**
     * The provider holds something else than the request said.
     *
     * @param balance what the request said
     */
    record Overtaken(BigDecimal balance) implements Progress {}

    static Progress of(boolean isOver) {
      return isOver ? new Over() : new Open();
    }
  }

  /**
   * Plays rounds until the refund is over or another would be in vain: the provider refuses the
   * balance that it tells.
   *
   * @return whether the refund is over
   */
  boolean play(Supplier<Progress> round) {
    long start = waiting.nanoTime();
    Progress progress = round.get();
    for (int played = 1;
        progress instanceof Progress.Overtaken(BigDecimal refused)
            && played < MOST
            && waiting.nanoTime() - start < LIMIT.toNanos();
        played++) {
      progress = round.get();
      if (progress instanceof Progress.Overtaken(BigDecimal again)
          && again.compareTo(refused) == 0) {
        return false;
      }
    }
    return progress instanceof Progress.Over;
  }
}
