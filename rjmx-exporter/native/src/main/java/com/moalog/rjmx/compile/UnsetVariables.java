package com.moalog.rjmx.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds where the translation to C may let a handler of an exception read a variable that has no
 * value. The compiler knows one Java variable by a second name from its first use on; when that use
 * stands in a try block, the handler takes the second name even if the exception came before. It is
 * the block that gives it away: it begins by saving a variable that nothing has set. Stateless.
 */
final class UnsetVariables {

  /** The class library's own, whose handler reads no variable. */
  private static final Set<String> HARMLESS = Set.of("meth_ju_AbstractMap_equals");

  private static final Pattern FUNCTION =
      Pattern.compile("^\\w[\\w *]*?(meth_\\w+)\\(([^\\n]*)\\) \\{$");
  private static final Pattern VARIABLE = Pattern.compile("teavm_local_\\d+");
  private static final Pattern SET = Pattern.compile("(teavm_local_\\d+) = ");
  private static final Pattern SAVED =
      Pattern.compile("^ *teavm_spill_\\d+ = (teavm_local_\\d+);$");

  private UnsetVariables() {}

  /** The functions in question, in all C files of a folder. */
  static List<String> in(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".c")).sorted().toList()) {
        found.addAll(in(Files.readAllLines(file)));
      }
    }
    return found;
  }

  static List<String> in(List<String> lines) {
    List<String> found = new ArrayList<>();
    Set<String> known = new HashSet<>();
    String name = "";
    for (String line : lines) {
      Matcher function = FUNCTION.matcher(line);
      Matcher saved = SAVED.matcher(line);
      if (function.matches()) {
        name = function.group(1);
        known.clear();
        addAll(VARIABLE.matcher(function.group(2)), 0, known);
      } else if (saved.matches() && !known.contains(saved.group(1)) && !HARMLESS.contains(name)) {
        found.add(name + ": " + saved.group(1));
      }
      addAll(SET.matcher(line), 1, known);
    }
    return found;
  }

  private static void addAll(Matcher matcher, int group, Set<String> known) {
    while (matcher.find()) {
      known.add(matcher.group(group));
    }
  }
}
