package com.moalog.rjmx.rule;

import com.moalog.rjmx.regex.Regex;
import com.moalog.rjmx.text.Letters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds rules that are valid and probably not meant so. */
public final class Lint {

  private final List<String> warnings = new ArrayList<>();

  private Lint() {}

  /** A line for each doubt. */
  public static List<String> of(List<RuleSpec> specs, Naming naming, boolean objectNames) {
    Lint lint = new Lint();
    Map<String, Integer> patterns = new HashMap<>();
    for (RuleSpec spec : specs) {
      lint.shadowed(spec, patterns);
      lint.counterLikeGauge(spec);
      try {
        Rule rule = Rule.compile(spec, naming, objectNames);
        rule.regex().ifPresent(regex -> lint.pattern(spec, rule, regex, naming.dialect()));
        lint.constantName(spec, rule, objectNames);
      } catch (RuleException unusable) {
        // Its error is reported too; here it only spares the lines behind this one.
        lint.warn(spec, "cannot be used");
      }
    }
    return List.copyOf(lint.warnings);
  }

  private void warn(RuleSpec spec, String message) {
    warnings.add("Rule " + spec.index() + ": " + message);
  }

  private void shadowed(RuleSpec spec, Map<String, Integer> patterns) {
    Integer earlier = patterns.putIfAbsent(spec.pattern() + "\n" + spec.attribute(), spec.index());
    if (earlier != null) {
      warn(spec, "never used, rule " + earlier + " has the same pattern");
    }
  }

  private void counterLikeGauge(RuleSpec spec) {
    boolean counter = Letters.same(spec.type(), "counter");
    if (counter && (spec.name().endsWith("_bytes") || spec.name().endsWith("_used"))) {
      warn(spec, "a counter whose name looks like a gauge: " + spec.name());
    }
  }

  private void pattern(RuleSpec spec, Rule rule, Regex regex, Dialect dialect) {
    for (Template template : rule.templates()) {
      List<String> missing = template.missing(regex.groups(), regex.names());
      if (!missing.isEmpty()) {
        warn(spec, "'" + template.source() + "' refers to " + missing + ", which is always empty");
      }
    }
    String pattern = spec.pattern();
    boolean bracketless = !pattern.isEmpty() && pattern.indexOf('<') < 0;
    boolean open = pattern.indexOf('.') >= 0 || pattern.indexOf('(') >= 0;
    if (bracketless && !open && pattern.indexOf(':') >= 0) {
      warn(spec, "can never match: no form of an attribute has a ':' without brackets before it");
    }
    boolean endsInAttribute = dialect == Dialect.RJMX && pattern.endsWith("Usage>");
    if (endsInAttribute) {
      warn(spec, "a composite attribute without its key: all keys fall into one series");
    }
  }

  private void constantName(RuleSpec spec, Rule rule, boolean objectNames) {
    Optional<Reach> reach = Reach.of(spec, objectNames);
    boolean several = reach.isPresent() && reach.get().name().isPattern();
    boolean automatic = rule.selector() instanceof ObjectNameSelector;
    boolean constant = rule.templates().stream().allMatch(Template::isConstant);
    if (several && constant && !automatic && !spec.name().isEmpty()) {
      warn(spec, "several beans share the name " + spec.name() + " and no label tells them apart");
    }
  }
}
