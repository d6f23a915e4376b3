package com.moalog.fluxpay.saga.model;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Where a saga stands. */
public enum SagaStatus {
  STARTED,
  PROCESSING,
  COMPLETED,
  /** What was done is being undone. */
  COMPENSATING,
  COMPENSATED,
  /** Undoing failed for good; an operator is needed. */
  FAILED;

  /** Whether a saga may go from here to there in one step. */
  public boolean canBecome(SagaStatus next) {
    return switch (this) {
      case STARTED -> next == PROCESSING || next == COMPENSATING;
      case PROCESSING -> next == COMPLETED || next == COMPENSATING;
      case COMPENSATING -> next == COMPENSATED || next == FAILED;
      case FAILED -> next == COMPENSATING;
      case COMPLETED, COMPENSATED -> false;
    };
  }

  /** Whether nothing happens any more by itself. */
  public boolean isTerminal() {
    return this == COMPLETED || this == COMPENSATED || this == FAILED;
  }

  /**
   * From where one transaction may lead here: by one step, by two when the first one is to go back,
   * or by none while the saga goes on.
   */
  public Set<SagaStatus> origins() {
    return Arrays.stream(values())
        .filter(from ->
            from.canBecome(this)
                || (from == this && !isTerminal())
                || (from.canBecome(COMPENSATING) && COMPENSATING.canBecome(this)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
