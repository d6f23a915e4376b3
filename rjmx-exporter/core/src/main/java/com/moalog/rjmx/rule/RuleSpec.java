package com.moalog.rjmx.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule as it stands in the file. Empty texts mean "not given".
 *
 * @param index from 1
 * @param labels name template to value template
 */
@SuppressWarnings(
    "checkstyle:ParameterNumber") // The keys of a rule in the file: one component each.
public record RuleSpec(
    int index,
    String pattern,
    String name,
    String type,
    String help,
    Map<String, String> labels,
    String value,
    double valueFactor,
    boolean snakeCase,
    boolean cache,
    String attribute,
    boolean goOn,
    States states) {

  public RuleSpec {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /** A rule that exports everything in the default format. */
  public static RuleSpec everything() {
    return pattern(1, "", "");
  }

  /** A rule that has nothing but a pattern and a name. */
  public static RuleSpec pattern(int index, String pattern, String name) {
    return new RuleSpec(
        index, pattern, name, "", "", Map.of(), "", 1, false, false, "", false, new States.None());
  }

  /** Whether the pattern is an ObjectName: it has properties, and no bracket of a match string. */
  boolean isObjectName() {
    boolean looksLikeOne =
        pattern.indexOf(':') >= 0 && pattern.indexOf('=') > 0 && pattern.indexOf('<') < 0;
    return !attribute.isEmpty() || looksLikeOne;
  }
}
