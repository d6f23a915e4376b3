package com.moalog.chaos.report;

import com.moalog.chaos.experiment.Finding;
import com.moalog.chaos.experiment.Outcome;
import com.moalog.chaos.experiment.Outcome.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a run: Markdown, and readable as it is. Immutable. */
public record Report(List<Outcome> outcomes) {

  public Report {
    outcomes = List.copyOf(outcomes);
  }

  public long count(Verdict verdict) {
    return outcomes.stream().filter(each -> each.verdict() == verdict).count();
  }

  /** Such as {@code 19 passed, 1 failed, 2 skipped}; what was skipped proves nothing. */
  public String summary() {
    return "%d passed, %d failed, %d skipped"
        .formatted(count(Verdict.PASS), count(Verdict.FAIL), count(Verdict.SKIP));
  }

  /** One row for each fault, and below it what each failed or skipped one lacks. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("| fault | expected | errors | p95 of reads | recovery | alert | verdict |");
    lines.add("|---|---|---:|---:|---|---|---|");
    outcomes.forEach(each -> lines.add(row(each)));
    lines.add("");
    outcomes.stream()
        .filter(each -> each.verdict() != Verdict.PASS)
        .forEach(each -> lines.addAll(shortcomings(each)));
    lines.add(summary());
    return lines;
  }

  private static String row(Outcome outcome) {
    boolean ran = outcome.note().isEmpty();
    return "| %s: %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            outcome.fault().name(),
            outcome.fault().injection(),
            outcome.fault().promise(),
            ran ? String.format(Locale.ROOT, "%.1f %%", outcome.errorShare() * 100) : "–",
            ran ? String.format(Locale.ROOT, "%.0f ms", outcome.p95Millis()) : "–",
            dash(outcome.recovery()),
            dash(outcome.alert()),
            outcome.verdict());
  }

  private static String dash(String words) {
    return words.isEmpty() ? "–" : words;
  }

  private static List<String> shortcomings(Outcome outcome) {
    List<String> lines = new ArrayList<>();
    if (!outcome.note().isEmpty()) {
      lines.add("%s, %s: %s".formatted(outcome.verdict(), outcome.fault().name(), outcome.note()));
    }
    for (Finding finding : outcome.findings()) {
      if (!finding.isMet()) {
        lines.add(
            "%s, %s: expected %s; observed %s"
                .formatted(
                    outcome.verdict(),
                    outcome.fault().name(),
                    finding.expected(),
                    finding.observed()));
      }
    }
    return lines;
  }
}
