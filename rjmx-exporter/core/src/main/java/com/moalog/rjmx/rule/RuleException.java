package com.moalog.rjmx.rule;

import java.util.List;

/** Rules cannot be used; the message says which part and why. */
public final class RuleException extends Exception {

  private final List<String> faults;

  /** Several rules cannot be used: one fault each. */
  public RuleException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  public RuleException(String message) {
    this(List.of(message));
  }

  /** What is wrong, rule by rule. */
  public List<String> faults() {
    return faults;
  }
}
