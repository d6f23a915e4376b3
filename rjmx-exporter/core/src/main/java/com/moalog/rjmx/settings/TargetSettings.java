package com.moalog.rjmx.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One JVM to read.
 *
 * @param name as self metrics and {@code /probe} call it
 * @param username empty for none
 * @param labels that each of its series gets
 */
public record TargetSettings(
    String name,
    JolokiaUrl url,
    String username,
    String password,
    Map<String, String> labels,
    long timeoutMillis) {

  public TargetSettings {
    labels = Map.copyOf(new LinkedHashMap<>(labels));
  }

  /** The text never shows the password. */
  @Override
  public String toString() {
    return name + " (" + url + ")";
  }
}
