package com.moalog.chaos.report;

import com.moalog.chaos.experiment.Finding;
import com.moalog.chaos.experiment.Outcome;
import com.moalog.chaos.experiment.Outcome.Verdict;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as the XML that build servers read. Stateless. */
public final class JUnitXml {

  private JUnitXml() {}

  /** The whole document. */
  public static String of(Report report) {
    String cases = report.outcomes().stream().map(JUnitXml::testCase).collect(Collectors.joining());
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuite name="chaos" tests="%d" failures="%d" skipped="%d">
    %s</testsuite>
    """
        .formatted(
            report.outcomes().size(),
            report.count(Verdict.FAIL),
            report.count(Verdict.SKIP),
            cases);
  }

  private static String testCase(Outcome outcome) {
    String inside =
        switch (outcome.verdict()) {
          case PASS -> "";
          case SKIP -> "<skipped message=\"" + escaped(outcome.note()) + "\"/>";
          case FAIL -> "<failure message=\"" + escaped(shortcoming(outcome)) + "\"/>";
        };
    return """
      <testcase classname="chaos" name="%s" time="%s">%s<system-out>%s</system-out></testcase>
    """
        .formatted(
            escaped(outcome.fault().name()),
            String.format(Locale.ROOT, "%.1f", outcome.seconds()),
            inside,
            escaped(everything(outcome)));
  }

  private static String shortcoming(Outcome outcome) {
    return outcome.note()
        + outcome.findings().stream()
            .filter(finding -> !finding.isMet())
            .map(JUnitXml::words)
            .collect(Collectors.joining("; "));
  }

  private static String everything(Outcome outcome) {
    return outcome.findings().stream().map(JUnitXml::words).collect(Collectors.joining("\n"));
  }

  private static String words(Finding finding) {
    return finding.expected() + ": " + finding.observed();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", " ");
  }
}
