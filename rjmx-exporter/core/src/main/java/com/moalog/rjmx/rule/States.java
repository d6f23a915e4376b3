package com.moalog.rjmx.rule;

import java.util.Map;

/** How a text becomes a number. */
public sealed interface States {

  /** It does not. */
  record None() implements States {}

  /** By this table; other texts give no sample. */
  record Table(Map<String, Double> numbers) implements States {
    public Table {
      numbers = Map.copyOf(numbers);
    }
  }

  /** One series for each text, with the label {@code state} and the value 1. */
  record Each() implements States {}
}
