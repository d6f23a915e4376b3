package com.moalog.rjmx.rule;

import com.moalog.rjmx.rule.Selector.Selection;
import java.util.ArrayList;
import java.util.List;

/** All rules of a configuration, in their order, and how they fared. Not thread-safe. */
public final class RuleSet {

  private final List<Rule> rules;
  private final Naming naming;
  private final long[] matches;
  private final long[] errors;
  private final boolean[] disabled;
  private final List<Integer> newlyDisabled = new ArrayList<>(0);
  private final boolean readsTexts;

  public RuleSet(Naming naming, List<Rule> rules) {
    this.naming = naming;
    this.rules = List.copyOf(rules);
    this.matches = new long[rules.size()];
    this.errors = new long[rules.size()];
    this.disabled = new boolean[rules.size()];
    this.readsTexts = rules.stream().anyMatch(Rule::readsTexts);
  }

  public Dialect dialect() {
    return naming.dialect();
  }

  public List<Rule> rules() {
    return rules;
  }

  /** A text as the name of a label. */
  public String labelName(String raw) {
    return naming.label(raw);
  }

  /** Whether a rule can make a number of a text. */
  public boolean readsTexts() {
    return readsTexts;
  }

  /** How often a rule matched; the index from 0. */
  public long matches(int rule) {
    return matches[rule];
  }

  /** How often a rule was given up. */
  public long errors(int rule) {
    return errors[rule];
  }

  /**
   * The rules, from 0, that were switched off since the last call because they took too many steps.
   */
  public List<Integer> newlyDisabled() {
    if (newlyDisabled.isEmpty()) {
      return List.of();
    }
    List<Integer> rulesOff = List.copyOf(newlyDisabled);
    newlyDisabled.clear();
    return rulesOff;
  }

  /** Asks the rules in their order; the first that matches decides, unless it says "continue". */
  public Outcome apply(Leaf leaf, LeafValue value) {
    List<Outcome.Produced> produced = new ArrayList<>();
    List<Integer> matched = new ArrayList<>();
    boolean lasting = !(value instanceof LeafValue.Text);
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (disabled[i]) {
        continue;
      }
      Selection selection = rule.select(leaf);
      lasting &= !selection.seesValue();
      if (selection.exhausted()) {
        errors[i]++;
        disabled[i] = true;
        newlyDisabled.add(i);
      }
      Captures captures = selection.captures();
      if (captures != null) {
        matched.add(i);
        produced.addAll(rule.produce(leaf, value, captures));
        lasting &= !captures.haveShownValue();
        if (!rule.spec().goOn()) {
          break;
        }
      }
    }
    return new Outcome(produced, matched, lasting);
  }

  /** Counts the rules that an outcome, fresh or remembered, came from. */
  public void count(Outcome outcome) {
    for (int rule : outcome.rules()) {
      matches[rule]++;
    }
  }
}
