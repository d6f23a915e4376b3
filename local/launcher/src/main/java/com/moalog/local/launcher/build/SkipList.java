package com.moalog.local.launcher.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tests that may be skipped: first column of the table in {@code docs/skips.md}, each in
 * backticks as {@code Class} or {@code Class.test}.
 */
record SkipList(Set<String> entries) {

  private static final Pattern ROW = Pattern.compile("\\|\\s*`([^`]+)`\\s*\\|.*");

  SkipList {
    entries = Set.copyOf(entries);
  }

  static SkipList read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return new SkipList(
          lines
              .map(ROW::matcher)
              .filter(Matcher::matches)
              .map(row -> row.group(1))
              .collect(Collectors.toSet()));
    }
  }

  boolean allows(TestResult skipped) {
    String plainName = skipped.name().replaceFirst("[({\\[].*$", "");
    return entries.contains(skipped.className())
        || entries.contains(skipped.className() + "." + plainName);
  }
}
