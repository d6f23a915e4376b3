package com.moalog.sandbox.faults;

import com.moalog.sandbox.http.BadRequestException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The scripted faults, in the order in which they were written. The first rule that matches a
 * request strikes it and is used up by one. Chance is drawn from a seed, so a run can be repeated.
 * Thread-safe.
 */
public final class RuleBook {

  static final int MAX_RULES = 1_000;

  private final Map<Integer, Rule> rules = new LinkedHashMap<>();
  private final Map<Integer, Integer> left = new LinkedHashMap<>();
  private RandomGenerator random;
  private int lastId;

  public RuleBook(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Takes the fault for this request, if a rule has one. */
  public synchronized Optional<Fault> take(Subject subject) {
    for (Map.Entry<Integer, Rule> entry : rules.entrySet()) {
      if (entry.getValue().match().holds(subject, random)) {
        useUp(entry.getKey());
        return Optional.of(entry.getValue().fault());
      }
    }
    return Optional.empty();
  }

  private void useUp(int id) {
    if (left.merge(id, -1, Integer::sum) == 0) {
      remove(id);
    }
  }

  /** Adds a rule behind all others and returns its number. */
  synchronized int add(Rule rule) {
    if (rules.size() == MAX_RULES) {
      throw new BadRequestException(409, "there are " + MAX_RULES + " rules already");
    }
    int id = ++lastId;
    rules.put(id, rule);
    left.put(id, rule.times());
    return id;
  }

  synchronized void remove(int id) {
    rules.remove(id);
    left.remove(id);
  }

  /** Forgets all rules and starts chance again from {@code seed}. */
  public synchronized void reset(long seed) {
    rules.clear();
    left.clear();
    random = new SplittableRandom(seed);
  }

  synchronized List<Listed> listed() {
    Collection<Map.Entry<Integer, Rule>> all = rules.entrySet();
    return all.stream()
        .map(entry ->
            new Listed(entry.getKey(), entry.getValue(), left.getOrDefault(entry.getKey(), 0)))
        .toList();
  }

  /** A rule that still stands. */
  record Listed(int id, Rule rule, int timesLeft) {}
}
