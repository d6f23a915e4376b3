package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of the text format 0.0.4 that forgives nothing: one block for each name, its help and
 * type first, no series twice, a line feed at the end of each line.
 */
final class StrictFormat {

  private static final String NAME = "([a-zA-Z_:][a-zA-Z0-9_:]*)";
  private static final String PAIR = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*+\"";
  private static final Pattern HELP =
      Pattern.compile("# HELP " + NAME + " (?:[^\\\\]|\\\\[\\\\n])*+");
  private static final Pattern TYPE =
      Pattern.compile("# TYPE " + NAME + " (?:counter|gauge|histogram|untyped)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          NAME
              + ("(\\{" + PAIR + "(?:," + PAIR + ")*+})?")
              + " (?:NaN|[+-]Inf|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)");

  private final Set<String> families = new HashSet<>();
  private final Set<String> series = new HashSet<>();
  private String helped = "";
  private String family = "";
  private boolean histogram;

  private StrictFormat() {}

  /** Fails with the line that is not of the format. */
  static void check(String text) {
    assertThat(text).endsWith("\n").doesNotContain("\r", "\n\n");
    StrictFormat format = new StrictFormat();
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      assertThat(format.takes(line)).as(line).isTrue();
    }
  }

  private boolean takes(String line) {
    Matcher help = HELP.matcher(line);
    if (help.matches()) {
      helped = help.group(1);
      return !families.contains(helped);
    }
    Matcher type = TYPE.matcher(line);
    if (type.matches()) {
      boolean ofTheHelp = helped.isEmpty() || helped.equals(type.group(1));
      helped = "";
      family = type.group(1);
      histogram = line.endsWith(" histogram");
      return ofTheHelp && families.add(family);
    }
    Matcher sample = SAMPLE.matcher(line);
    return helped.isEmpty()
        && sample.matches()
        && isOfTheFamily(sample.group(1))
        && series.add(sample.group(1) + sample.group(2));
  }

  private boolean isOfTheFamily(String name) {
    return histogram
        ? name.startsWith(family) && name.substring(family.length()).matches("_(bucket|sum|count)")
        : name.equals(family);
  }
}
