package com.moalog.rjmx.rule;

/** What a rule's templates can refer to. */
interface Captures {

  /** The text of {@code $number}; empty when there is none. */
  String group(int number);

  /** The text of {@code ${name}}; empty when there is none. */
  String group(String name);

  /** Whether a text that was asked for holds a part of the value. */
  default boolean haveShownValue() {
    return false;
  }
}
