package com.moalog.ratelimiter.core.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Rules in their order: the first whose pattern matches a key wins; and domains, whose limits are
 * found by descriptors instead. Immutable and thread-safe.
 */
public final class Rules {

  private record Matcher(String beginning, Pattern pattern, Rule rule) {

    /** Most rules are told by their first letters, which costs less than a pattern. */
    boolean matches(String key) {
      return key.startsWith(beginning) && pattern.matcher(key).matches();
    }
  }

  private final List<Rule> rules;
  private final List<Matcher> matchers;
  private final List<Domain> domains;

  /**
   * Rules in this order, and no domains.
   *
   * @throws IllegalArgumentException if two rules share a name, or one has the name of the default
   */
  public Rules(List<Rule> rules) {
    this(rules, List.of());
  }

  /**
   * Rules in this order, and domains.
   *
   * @throws IllegalArgumentException if two rules or two domains share a name
   */
  public Rules(List<Rule> rules, List<Domain> domains) {
    this.rules = List.copyOf(rules);
    this.domains = List.copyOf(domains);
    this.matchers = matchersOf(this.rules);
    Set<String> names = new HashSet<>(Set.of(Rule.DEFAULT_NAME, Rule.OVERRIDE_NAME));
    for (Rule rule : Stream.concat(rules.stream(), limitsOf(domains)).toList()) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException("rule name is already taken: " + rule.name());
      }
    }
    Set<String> domainNames = new HashSet<>();
    for (Domain domain : domains) {
      if (!domainNames.add(domain.name())) {
        throw new IllegalArgumentException("domain is already taken: " + domain.name());
      }
    }
  }

  /** No rules: every key has the default limits. */
  public static Rules none() {
    return new Rules(List.of());
  }

  public Optional<Rule> matching(String key) {
    for (Matcher matcher : matchers) {
      if (matcher.matches(key)) {
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

  public List<Domain> domains() {
    return domains;
  }

  public Optional<Domain> domain(String name) {
    return domains.stream().filter(domain -> domain.name().equals(name)).findFirst();
  }

  private static Stream<Rule> limitsOf(List<Domain> domains) {
    return domains.stream().flatMap(Domain::rules);
  }

  private static List<Matcher> matchersOf(List<Rule> rules) {
    return rules.stream()
        .flatMap(rule ->
            Optional.ofNullable(rule.match()).stream()
                .map(match -> new Matcher(match.beginning(), match.compiled(), rule)))
        .toList();
  }
}
