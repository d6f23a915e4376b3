package com.moalog.ratelimiter.core.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules in their order: the first whose pattern matches a key wins. Immutable and thread-safe. */
public final class Rules {

  private record Matcher(Pattern pattern, Rule rule) {}

  private final List<Rule> rules;
  private final List<Matcher> matchers;

  /**
   * Rules in this order.
   *
   * @throws IllegalArgumentException if two rules share a name, or one has the name of the default
   */
  public Rules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    this.matchers = matchersOf(this.rules);
    Set<String> names = new HashSet<>(Set.of(Rule.DEFAULT_NAME));
    for (Rule rule : rules) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException("rule name is already taken: " + rule.name());
      }
    }
  }

  /** No rules: every key has the default limits. */
  public static Rules none() {
    return new Rules(List.of());
  }

  public Optional<Rule> matching(String key) {
    for (Matcher matcher : matchers) {
      if (matcher.pattern().matcher(key).matches()) {
        return Optional.of(matcher.rule());
      }
    }
    return Optional.empty();
  }

  public Optional<Rule> named(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  public List<Rule> inOrder() {
    return rules;
  }

  private static List<Matcher> matchersOf(List<Rule> rules) {
    return rules.stream()
        .flatMap(rule ->
            Optional.ofNullable(rule.match()).stream()
                .map(match -> new Matcher(match.compiled(), rule)))
        .toList();
  }
}
