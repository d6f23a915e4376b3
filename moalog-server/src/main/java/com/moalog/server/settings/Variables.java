package com.moalog.server.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Environment variables, read with a type and a default. Faults are collected while reading and
 * thrown together by {@link #refuseFaults()}; a faulty variable reads as its default meanwhile. A
 * blank variable counts as absent. Not thread-safe; values never appear in a message.
 */
public final class Variables {

  private static final Logger LOG = LoggerFactory.getLogger(Variables.class);

  private final Map<String, String> values;
  private final List<String> faults = new ArrayList<>();

  public Variables(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** The value, or the default when it is absent. */
  public String text(String name, String absent) {
    String value = values.getOrDefault(name, "").strip();
    return value.isEmpty() ? absent : value;
  }

  /** The value; its absence is a fault. */
  public String required(String name) {
    String value = text(name, "");
    if (value.isEmpty()) {
      faults.add(name + " is not set");
    }
    return value;
  }

  /** A whole number from {@code least} to {@code most}; anything else is a fault. */
  public int number(String name, int absent, int least, int most) {
    String value = text(name, "");
    if (value.isEmpty()) {
      return absent;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notNumeric) {
      LOG.debug("{} is not numeric", name, notNumeric);
    }
    faults.add(name + " must be a whole number from " + least + " to " + most);
    return absent;
  }

  /**
   * {@code true} or {@code false} in any case; anything else reads as the default, with a warning.
   */
  public boolean flag(String name, boolean absent) {
    String value = text(name, Boolean.toString(absent)).toLowerCase(Locale.ROOT);
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true");
    }
    LOG.warn("{} is neither true nor false; using {}", name, absent);
    return absent;
  }

  /** An absolute http or https address; anything else is a fault. */
  public URI address(String name, String absent) {
    String value = text(name, absent);
    return parsed(name, value, "an http or https address") ? URI.create(value) : URI.create(absent);
  }

  /**
   * The parts of a comma-separated list that pass the check; the others are skipped with a warning.
   */
  public List<String> list(String name, String absent, Predicate<String> check) {
    List<String> parts = new ArrayList<>();
    for (String part : text(name, absent).split(",", -1)) {
      String entry = part.strip();
      if (check.test(entry)) {
        parts.add(entry);
      } else if (!entry.isEmpty()) {
        LOG.warn("{} has an entry that is not valid; it is skipped", name);
      }
    }
    return List.copyOf(parts);
  }

  /** Records a fault that only the reader of a variable can see. */
  public void fault(String name, String reason) {
    faults.add(name + " " + reason);
  }

  /**
   * Ends the reading.
   *
   * @throws BadVariablesException naming every faulty variable, when there is one
   */
  public void refuseFaults() {
    if (!faults.isEmpty()) {
      throw new BadVariablesException(faults);
    }
  }

  private boolean parsed(String name, String value, String expected) {
    try {
      URI address = URI.create(value);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return true;
      }
    } catch (IllegalArgumentException malformed) {
      LOG.debug("{} is malformed", name, malformed);
    }
    faults.add(name + " must be " + expected);
    return false;
  }
}
