package com.moalog.rjmx.settings;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a configuration: all of it, not just the first. Not thread-safe. */
public final class Findings {

  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> unknownKeys = new ArrayList<>();
  private boolean misused;

  void error(String message) {
    errors.add(message);
  }

  /** An error that counts as wrong use of the program, wherever the word was written. */
  void misuse(String message) {
    errors.add(message);
    misused = true;
  }

  void warn(String message) {
    warnings.add(message);
  }

  void unknown(String message) {
    unknownKeys.add(message);
    warnings.add(message);
  }

  /** What keeps the configuration from being used. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /** Whether one of the errors is wrong use, and not just a wrong file. */
  public boolean isMisused() {
    return misused;
  }

  /** What is ignored or looks like a mistake. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The warnings about keys that nobody knows. */
  public List<String> unknownKeys() {
    return List.copyOf(unknownKeys);
  }
}
