package com.moalog.rjmx.settings;

import com.moalog.rjmx.rule.Dialect;
import com.moalog.rjmx.rule.RuleSpec;
import com.moalog.rjmx.rule.States;
import com.moalog.rjmx.text.DecimalReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the list of rules. */
record RuleSection(Dialect dialect, Findings findings) {

  List<RuleSpec> read(Section root) {
    List<RuleSpec> rules = new ArrayList<>();
    int index = 0;
    for (Section section : root.sections("rules")) {
      rules.add(rule(++index, section));
      section.end();
    }
    if (rules.isEmpty() && dialect == Dialect.JMX_EXPORTER) {
      rules.add(RuleSpec.everything());
    }
    return rules;
  }

  private RuleSpec rule(int index, Section section) {
    String pattern = section.text("pattern", "");
    String name = section.text("name", "");
    String type = section.text("type", "");
    if (dialect == Dialect.RJMX) {
      if (pattern.isEmpty()) {
        findings.error("Rule " + index + " has empty pattern");
      }
      if (name.isEmpty()) {
        findings.error("Rule " + index + " has no name");
      }
    }
    return new RuleSpec(
        index,
        pattern,
        name,
        type,
        section.text("help", ""),
        section.textEntries("labels"),
        section.text("value", ""),
        factor(section),
        section.flag("attrNameSnakeCase", false),
        section.flag("cache", false),
        section.text("attribute", ""),
        section.flag("continue", false),
        states(section));
  }

  private double factor(Section section) {
    String text = section.text("valueFactor", "1");
    double factor = DecimalReader.read(text);
    if (Double.isNaN(factor)) {
      findings.error(section.name("valueFactor") + " must be a number");
      return 1;
    }
    return factor;
  }

  private States states(Section section) {
    if (!section.has("states")) {
      return new States.None();
    }
    if (section.isText("states")) {
      if (!section.text("states", "").equals("*")) {
        findings.error(section.name("states") + " must be '*' or a map from texts to numbers");
      }
      return new States.Each();
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (Map.Entry<String, String> state : section.textEntries("states").entrySet()) {
      double number = DecimalReader.read(state.getValue());
      if (Double.isNaN(number)) {
        findings.error(section.name("states") + "." + state.getKey() + " must be a number");
      }
      numbers.put(state.getKey(), number);
    }
    return new States.Table(numbers);
  }
}
