package com.moalog.local.launcher.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What all tests came to.
 *
 * @param results every test
 * @param skips the tests that may be skipped
 * @param buildFaults what broke besides tests, one line each; each counts as a failure
 */
record TestSummary(List<TestResult> results, SkipList skips, List<String> buildFaults) {

  TestSummary {
    results = List.copyOf(results);
    buildFaults = List.copyOf(buildFaults);
  }

  boolean isGreen() {
    return failed() == 0 && passed() > 0;
  }

  private long passed() {
    return count(results, TestResult.Outcome.PASSED);
  }

  private long failed() {
    return count(results, TestResult.Outcome.FAILED) + unlisted().size() + buildFaults.size();
  }

  private long skipped() {
    return count(results, TestResult.Outcome.SKIPPED) - unlisted().size();
  }

  private static long count(List<TestResult> results, TestResult.Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  /** A test that is skipped without being listed has failed. */
  private List<TestResult> unlisted() {
    return results.stream()
        .filter(result -> result.outcome() == TestResult.Outcome.SKIPPED)
        .filter(result -> !skips.allows(result))
        .toList();
  }

  /** The summary, the totals last. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    Map<String, List<TestResult>> modules =
        results.stream()
            .collect(Collectors.groupingBy(TestResult::module, TreeMap::new, Collectors.toList()));
    modules.forEach((module, tests) -> lines.add(row(module, tests)));
    results.forEach(result -> {
      switch (result.outcome()) {
        case FAILED -> lines.add("FAILED  " + result.title() + ": " + result.reason());
        case SKIPPED -> lines.add(skippedLine(result));
        case PASSED -> {
          // Counted in its module's row.
        }
      }
    });
    buildFaults.forEach(fault -> lines.add("FAILED  " + fault));
    lines.add("%d passed, %d failed, %d skipped".formatted(passed(), failed(), skipped()));
    return lines;
  }

  private static String row(String module, List<TestResult> tests) {
    return "  %-24s %4d run, %d failed, %d skipped"
        .formatted(
            module,
            tests.size(),
            count(tests, TestResult.Outcome.FAILED),
            count(tests, TestResult.Outcome.SKIPPED));
  }

  private String skippedLine(TestResult result) {
    String kind = skips.allows(result) ? "skipped " : "FAILED  skipped but not in docs/skips.md: ";
    return kind + result.title() + ": " + result.reason();
  }
}
