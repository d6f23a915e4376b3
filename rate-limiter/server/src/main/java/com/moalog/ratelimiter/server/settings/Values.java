package com.moalog.ratelimiter.server.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settings by their dotted keys, from three sources: JVM properties win over the environment, which
 * wins over the configuration file. In the environment a key is written in upper case with
 * underscores, and its dashes may be left out. A blank value counts as absent. Faults are
 * collected; a faulty value reads as its default meanwhile. Not thread-safe.
 */
final class Values {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s)?");
  private static final String OWN_KEYS = "rate-limiter.";

  private record Given(String key, String value) {}

  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final Map<String, String> file;
  private final Set<String> asked = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  Values(
      Map<String, String> properties, Map<String, String> environment, Map<String, String> file) {
    this.properties = Map.copyOf(properties);
    this.environment = Map.copyOf(environment);
    this.file = Map.copyOf(file);
  }

  /** What this process is told. */
  static Values ofProcess() throws BadSettingsException {
    Map<String, String> properties =
        System.getProperties().stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, "")));
    return of(System.getenv(), properties);
  }

  /** The same from these two sources and the file that they name. */
  static Values of(Map<String, String> environment, Map<String, String> properties)
      throws BadSettingsException {
    Values withoutFile = new Values(properties, environment, Map.of());
    Optional<Given> named =
        withoutFile.winner("rate-limiter.config", "spring.config.additional-location");
    return named.isEmpty() ? withoutFile : withFile(properties, environment, named.get());
  }

  private static Values withFile(
      Map<String, String> properties, Map<String, String> environment, Given named)
      throws BadSettingsException {
    Optional<Map<String, String>> file = ConfigurationFile.at(named.key(), named.value());
    Values values = new Values(properties, environment, file.orElse(Map.of()));
    if (file.isEmpty()) {
      values.notes.add(named.key() + " names a file that is not there: " + named.value());
    }
    return values;
  }

  /** The value under several names of one thing: the first name in the source that wins. */
  Optional<String> find(String... keys) {
    return winner(keys).map(Given::value);
  }

  private Optional<Given> winner(String... keys) {
    asked.addAll(List.of(keys));
    Optional<Given> given =
        sources()
            .flatMap(source -> Stream.of(keys).flatMap(key -> given(source, key).stream()))
            .findFirst();
    given.ifPresent(winner -> Stream.of(keys).forEach(key -> noteDifference(winner, key)));
    return given;
  }

  /**
   * Which of two keys to read: the first, if any source has it, because it says what the other says
   * of less.
   */
  String narrower(String key, String general) {
    asked.addAll(List.of(key, general));
    Optional<Given> given = sources().flatMap(source -> given(source, key).stream()).findFirst();
    given.ifPresent(winner -> noteDifference(winner, general));
    return given.isPresent() ? key : general;
  }

  private void noteDifference(Given winner, String key) {
    boolean differs =
        sources()
            .flatMap(source -> source.apply(key).stream())
            .findFirst()
            .filter(value -> !value.equals(winner.value()))
            .isPresent();
    if (differs && key.startsWith(OWN_KEYS) && !key.equals(winner.key())) {
      notes.add(winner.key() + " wins over " + key + ", which differs");
    }
  }

  /** What is no fault but may not be meant. */
  Set<String> notes() {
    return Set.copyOf(notes);
  }

  String text(String absent, String... keys) {
    return find(keys).orElse(absent);
  }

  long number(long absent, long least, long most, String... keys) {
    Optional<String> text = find(keys);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notNumeric) {
      return absentAfter(absent, keys[0], wholeNumber(least, most, text.get()));
    }
    return absentAfter(absent, keys[0], wholeNumber(least, most, text.get()));
  }

  boolean flag(boolean absent, String... keys) {
    return choice(
        absent,
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            },
        keys);
  }

  /** A time such as {@code 50ms} or {@code 2s}; a bare number is milliseconds. */
  Duration duration(Duration absent, String... keys) {
    return choice(absent, "a positive time like 50ms or 2s", Values::parseDuration, keys);
  }

  /** A value that {@code reading} understands; anything else is a fault. */
  <T> T choice(T absent, String expected, Function<String, Optional<T>> reading, String... keys) {
    Optional<String> text = find(keys);
    if (text.isEmpty()) {
      return absent;
    }
    Optional<T> value = reading.apply(text.get());
    return value.orElseGet(
        () -> absentAfter(absent, keys[0], "must be %s, got: %s".formatted(expected, text.get())));
  }

  void fault(String key, String reason) {
    faults.add(key + " " + reason);
  }

  /**
   * Ends the reading.
   *
   * @throws BadSettingsException naming every fault, with the keys of the file that nothing reads
   */
  void refuseFaults() throws BadSettingsException {
    file.keySet().stream()
        .filter(key -> key.startsWith(OWN_KEYS) && !asked.contains(key))
        .sorted()
        .forEach(key -> fault(key, "is not a known key"));
    if (!faults.isEmpty()) {
      throw new BadSettingsException(faults);
    }
  }

  /** How to look a key up, in the order in which the sources win. */
  private Stream<Function<String, Optional<String>>> sources() {
    return Stream.of(
        key -> present(properties.get(key)),
        key ->
            present(environment.get(variable(key)))
                .or(() -> present(environment.get(variable(key.replace("-", ""))))),
        key -> present(file.get(key)));
  }

  private static Optional<Given> given(Function<String, Optional<String>> source, String key) {
    return source.apply(key).map(value -> new Given(key, value));
  }

  private static Optional<String> present(@Nullable String value) {
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static String variable(String key) {
    return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
  }

  private static Optional<Duration> parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration duration =
        "s".equals(matcher.group(2)) ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
    return Optional.of(duration).filter(Duration::isPositive);
  }

  private static String wholeNumber(long least, long most, String got) {
    return "must be a whole number from %d to %d, got: %s".formatted(least, most, got);
  }

  private <T> T absentAfter(T absent, String key, String reason) {
    fault(key, reason);
    return absent;
  }
}
