package com.moalog.chaos.experiment;

import com.moalog.chaos.traffic.Answer;
import com.moalog.chaos.traffic.Kind;
import com.moalog.chaos.traffic.Phase;
import com.moalog.chaos.traffic.Samples;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the answers of one phase have to look like. Stateless. */
@FunctionalInterface
public interface Expectation {

  Finding judge(Samples samples);

  /** At least that share of the requests was answered in one of these ways, and some were made. */
  static Expectation share(double least, Phase phase, Kind kind, Answer... answers) {
    String expected =
        "%s %s: ≥ %.0f %% %s".formatted(name(phase), name(kind), least * 100, names(answers));
    return samples ->
        Finding.of(
            expected,
            samples.describe(phase, kind),
            samples.count(phase, kind) > 0 && samples.share(phase, kind, answers) >= least);
  }

  /** Some were made and none was answered in one of these ways. */
  static Expectation never(Phase phase, Kind kind, Answer... answers) {
    return samples ->
        Finding.of(
            "%s %s: no %s".formatted(name(phase), name(kind), names(answers)),
            samples.describe(phase, kind),
            samples.count(phase, kind) > 0 && samples.share(phase, kind, answers) == 0);
  }

  /** 95 of 100 requests took no longer than that. */
  static Expectation p95(long mostMillis, Phase phase, Kind kind) {
    return samples ->
        Finding.ofTime(
            "%s %s: p95 ≤ %,d ms".formatted(name(phase), name(kind), mostMillis),
            String.format(Locale.ROOT, "p95 %.0f ms", samples.p95Millis(phase, kind)),
            samples.p95Millis(phase, kind) <= mostMillis);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String names(Answer... answers) {
    return Arrays.stream(answers).map(Enum::name).collect(Collectors.joining("/"));
  }
}
