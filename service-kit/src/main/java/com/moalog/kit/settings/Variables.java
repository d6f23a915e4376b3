package com.moalog.kit.settings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Environment variables, read with a type and a default. Faults are collected while reading and
 * thrown together by {@link #refuseFaults()}; a faulty variable reads as its default meanwhile. A
 * blank variable counts as absent. Not thread-safe; values never appear in a message.
 */
public final class Variables {

  private static final Logger LOG = LoggerFactory.getLogger(Variables.class);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)?");

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
      fault(name, "is not set");
    }
    return value;
  }

  /** A whole number from {@code least} to {@code most}; anything else is a fault. */
  public int number(String name, int absent, int least, int most) {
    String value = text(name, Integer.toString(absent));
    if (value.matches("\\d{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    fault(name, "must be a whole number from " + least + " to " + most);
    return absent;
  }

  /** {@code true} or {@code false} in any case; anything else is a fault. */
  public boolean flag(String name, boolean absent) {
    String value = text(name, Boolean.toString(absent)).toLowerCase(Locale.ROOT);
    if (!value.equals("true") && !value.equals("false")) {
      fault(name, "must be true or false");
      return absent;
    }
    return value.equals("true");
  }

  /** {@code true} or {@code false} in any case; anything else is the default, with a warning. */
  public boolean lenientFlag(String name, boolean absent) {
    String value = text(name, Boolean.toString(absent)).toLowerCase(Locale.ROOT);
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true");
    }
    LOG.warn("{} is neither true nor false; using {}", name, absent);
    return absent;
  }

  /**
   * A positive duration such as {@code 200ms}, {@code 3s}, {@code 30m}, {@code 24h}, {@code 7d}.
   */
  public Duration duration(String name, Duration absent) {
    String value = text(name, "");
    if (value.isEmpty()) {
      return absent;
    }
    Matcher parts = DURATION.matcher(value);
    if (!parts.matches() || Long.parseLong(parts.group(1)) == 0) {
      fault(name, "must be a duration such as 200ms, 3s, 30m or 24h");
      return absent;
    }
    long count = Long.parseLong(parts.group(1));
    return switch (String.valueOf(parts.group(2))) {
      case "ms" -> Duration.ofMillis(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofSeconds(count);
    };
  }

  /** An absolute http or https address; anything else is a fault. */
  public URI address(String name, String absent) {
    String value = text(name, absent);
    if (isAddress(name, value)) {
      return URI.create(value);
    }
    fault(name, "must be an http or https address");
    return URI.create(absent);
  }

  private static boolean isAddress(String name, String value) {
    try {
      URI address = URI.create(value);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      return address.getHost() != null && (scheme.equals("http") || scheme.equals("https"));
    } catch (IllegalArgumentException malformed) {
      LOG.debug("{} is malformed", name, malformed);
      return false;
    }
  }

  /**
   * The parts of a comma-separated list that pass the check; the others are skipped with a warning.
   */
  public List<String> list(String name, String absent, Predicate<String> check) {
    List<String> parts = new ArrayList<>();
    for (String part : text(name, absent).split(",", -1)) {
      String entry = part.strip();
      if (entry.isEmpty()) {
        continue;
      }
      if (check.test(entry)) {
        parts.add(entry);
      } else {
        LOG.warn("{} has an entry that is not valid; it is skipped", name);
      }
    }
    return List.copyOf(parts);
  }

  /** A comma-separated list of constants; anything else is a fault. */
  public <E extends Enum<E>> Set<E> constants(String name, Class<E> type, Set<E> absent) {
    String value = text(name, "");
    if (value.isEmpty()) {
      return absent;
    }
    EnumSet<E> chosen = EnumSet.noneOf(type);
    for (String part : value.split(",", -1)) {
      String word = part.strip();
      Arrays.stream(type.getEnumConstants())
          .filter(constant -> constant.name().equals(word))
          .findFirst()
          .ifPresentOrElse(chosen::add, () -> fault(name, "has an unknown entry"));
    }
    return chosen;
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
}
