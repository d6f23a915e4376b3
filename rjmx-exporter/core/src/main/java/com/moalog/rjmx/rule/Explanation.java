package com.moalog.rjmx.rule;

import com.moalog.rjmx.rule.Selector.Selection;
import java.util.ArrayList;
import java.util.List;

/** Tells why a rule matches an attribute, or why none does. */
public final class Explanation {

  private Explanation() {}

  /** Lines for a reader: every spelling, then the first rule that matches. */
  public static List<String> lines(RuleSet rules, Leaf leaf) {
    List<String> lines = new ArrayList<>();
    lines.add("patterns are tried on:");
    for (Candidate candidate : Candidates.of(rules.dialect(), leaf)) {
      lines.add("  " + candidate.form() + "  " + text(candidate, leaf));
    }
    for (Rule rule : rules.rules()) {
      Selection selection = rule.select(leaf);
      if (selection.captures() != null) {
        lines.add("rule " + rule.spec().index() + " matches: " + rule.spec().pattern());
        for (Outcome.Produced produced :
            rule.produce(leaf, new LeafValue.Numeric(0), selection.captures())) {
          String labels = produced.series().labels();
          String braces = labels.isEmpty() ? "" : "{" + labels + "}";
          lines.add("  gives " + produced.series().name() + braces);
        }
        return lines;
      }
      lines.add(
          "rule "
              + rule.spec().index()
              + (selection.exhausted() ? " takes too many steps: " : " does not match: ")
              + rule.spec().pattern());
    }
    lines.add("no rule matches");
    return lines;
  }

  private static String text(Candidate candidate, Leaf leaf) {
    return candidate.text() + (candidate.endsWithValue() ? ": " + leaf.value() : "");
  }
}
