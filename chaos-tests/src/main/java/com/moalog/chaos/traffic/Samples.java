package com.moalog.chaos.traffic;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the users of one experiment were answered. Immutable. */
public final class Samples {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double P95 = 0.95;

  private final List<Sample> all;

  Samples(Collection<Sample> all) {
    this.all = List.copyOf(all);
  }

  private Stream<Sample> of(Phase phase, Kind kind) {
    return all.stream().filter(each -> each.phase() == phase && each.kind() == kind);
  }

  public long count(Phase phase, Kind kind) {
    return of(phase, kind).count();
  }

  /** The share of these answers, 0 where nothing was asked. */
  public double share(Phase phase, Kind kind, Answer... wanted) {
    Set<Answer> answers = EnumSet.noneOf(Answer.class);
    answers.addAll(Arrays.asList(wanted));
    long asked = count(phase, kind);
    long hits = of(phase, kind).filter(each -> answers.contains(each.answer())).count();
    return asked == 0 ? 0 : (double) hits / asked;
  }

  /** The share of errors of the platform among everything that users did. */
  public double errors(Phase phase) {
    List<Sample> asked =
        all.stream().filter(each -> each.phase() == phase && each.kind() != Kind.HEALTH).toList();
    long errors = asked.stream().filter(each -> each.answer().isError()).count();
    return asked.isEmpty() ? 0 : (double) errors / asked.size();
  }

  /** The time that 95 of 100 requests did not exceed. */
  public double p95Millis(Phase phase, Kind kind) {
    long[] nanos = of(phase, kind).mapToLong(Sample::nanos).sorted().toArray();
    return nanos.length == 0 ? 0 : nanos[(int) Math.ceil(P95 * nanos.length) - 1] / NANOS_PER_MILLI;
  }

  /** Such as {@code 212 OK, 3 BAD_GATEWAY}. */
  public String describe(Phase phase, Kind kind) {
    String counts =
        of(phase, kind)
            .collect(Collectors.groupingBy(Sample::answer, Collectors.counting()))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", "));
    return counts.isEmpty()
        ? "nothing asked"
        : String.format(Locale.ROOT, "%s, p95 %.0f ms", counts, p95Millis(phase, kind));
  }
}
