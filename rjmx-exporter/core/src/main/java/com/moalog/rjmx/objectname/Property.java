package com.moalog.rjmx.objectname;

/**
 * One key property.
 *
 * @param value as it stands in the name, with its quotes and escapes
 */
public record Property(String key, String value) {

  /** Whether the value is a pattern. */
  public boolean isPattern() {
    return Wildcards.has(value);
  }

  @Override
  public String toString() {
    return key + "=" + value;
  }
}
