package com.moalog.sandbox.toss.model;

import java.util.List;

/** What came of a move that was asked of a payment. */
public sealed interface Outcome {

  /** The payment after the move, and the money that moved with it: none or one movement. */
  record Moved(Payment payment, List<Movement> movements) implements Outcome {

    public Moved {
      movements = List.copyOf(movements);
    }
  }

  /** The payment stays as it is. */
  record Refused(Refusal why) implements Outcome {}
}
