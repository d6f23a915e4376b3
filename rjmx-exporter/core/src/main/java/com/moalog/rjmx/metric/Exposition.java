package com.moalog.rjmx.metric;

import com.moalog.rjmx.text.Bytes;
import com.moalog.rjmx.text.DecimalWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes samples in the text format 0.0.4: blocks by name, sorted, no series twice. Not
 * thread-safe.
 */
public final class Exposition {

  /** The content type of what is written. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Comparator<Sample> ORDER =
      (left, right) -> {
        int names = left.series().name().compareTo(right.series().name());
        return names != 0 ? names : left.series().labels().compareTo(right.series().labels());
      };

  private final Bytes target;
  private long duplicates;

  public Exposition(Bytes target) {
    this.target = target;
  }

  /** How many samples were dropped because their series was there already. */
  public long duplicates() {
    return duplicates;
  }

  /** Writes all samples; the list is sorted on the way. */
  public void write(List<Sample> samples) {
    samples.sort(ORDER);
    int from = 0;
    while (from < samples.size()) {
      String name = samples.get(from).series().name();
      int end = from + 1;
      while (end < samples.size() && samples.get(end).series().name().equals(name)) {
        end++;
      }
      writeFamily(distinct(samples.subList(from, end)));
      from = end;
    }
  }

  /**
   * When two samples of a family have the same labels, all of the family say where they come from;
   * of those that are still the same the first one stays.
   */
  private List<Sample> distinct(List<Sample> family) {
    boolean clash = false;
    for (int i = 1; i < family.size(); i++) {
      clash |= sameLabels(family.get(i - 1), family.get(i));
    }
    if (!clash) {
      return family;
    }
    List<Sample> named = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Sample sample : family) {
      Series series = sample.series();
      boolean tells = !series.origin().isEmpty();
      Series full = tells ? series.with("_objectname", series.origin()) : series;
      if (known.add(full.labels())) {
        named.add(new Sample(full, sample.value()));
      } else {
        duplicates++;
      }
    }
    named.sort(ORDER);
    return named;
  }

  private static boolean sameLabels(Sample left, Sample right) {
    return left.series().labels().equals(right.series().labels());
  }

  private void writeFamily(List<Sample> family) {
    Series first = family.getFirst().series();
    MetricType type = first.type();
    for (Sample sample : family) {
      type = sample.series().type() == type ? type : MetricType.UNTYPED;
    }
    if (!first.help().isEmpty()) {
      target.add("# HELP ").add(first.name()).add(' ').add(escapedHelp(first.help())).add('\n');
    }
    target.add("# TYPE ").add(first.name()).add(' ').add(type.word()).add('\n');
    for (Sample sample : family) {
      sample.series().write(target);
      DecimalWriter.write(sample.value(), target);
      target.add('\n');
    }
  }

  private static String escapedHelp(String help) {
    return help.replace("\\", "\\\\").replace("\n", "\\n");
  }

  /**
   * Writes a histogram: cumulative buckets, the sum, the count.
   *
   * @param first whether it is the first one of its name
   */
  public void write(Histogram histogram, String name, String labels, boolean first) {
    if (first) {
      target.add("# TYPE ").add(name).add(" histogram\n");
    }
    histogram.write(name, labels, target);
  }
}
