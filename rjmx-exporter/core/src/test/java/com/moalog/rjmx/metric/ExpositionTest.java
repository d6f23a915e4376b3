package com.moalog.rjmx.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.rjmx.text.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text format, character by character. */
class ExpositionTest {

  private final Bytes text = new Bytes(64);
  private final Exposition exposition = new Exposition(text);

  private static Sample sample(String name, MetricType type, double value, Label... labels) {
    return new Sample(Series.of(name, type, "", List.of(labels), "d<" + value + ">"), value);
  }

  private String written(Sample... samples) {
    exposition.write(new ArrayList<>(List.of(samples)));
    return text.text();
  }

  @Test
  void sortsBlocksAndSamplesAndLabels() {
    assertThat(
            written(
                sample("b", MetricType.GAUGE, 1),
                sample("a", MetricType.COUNTER, 2, new Label("z", "2"), new Label("y", "1")),
                sample("a", MetricType.COUNTER, 3, new Label("y", "0"))))
        .isEqualTo(
            """
            # TYPE a counter
            a{y="0"} 3
            a{y="1",z="2"} 2
            # TYPE b gauge
            b 1
            """);
  }

  @Test
  void escapesWhatTheFormatEscapes() {
    Series series =
        Series.of(
            "a",
            MetricType.GAUGE,
            "h\\e\n\"l\"p",
            List.of(new Label("l", "q\"u\\o\nt\u00e9,=")),
            "");
    assertThat(written(new Sample(series, 1)))
        .isEqualTo(
            "# HELP a h\\\\e\\n\"l\"p\n# TYPE a gauge\na{l=\"q\\\"u\\\\o\\nt\u00e9,=\"} 1\n");
  }

  @Test
  void twoTypesOfOneNameAreNone() {
    assertThat(
            written(
                sample("a", MetricType.COUNTER, 1, new Label("l", "1")),
                sample("a", MetricType.GAUGE, 2, new Label("l", "2"))))
        .startsWith("# TYPE a untyped\n");
  }

  @Test
  void seriesOfTheSameLabelsSayWhereTheyComeFromAndTheFirstOfOneSourceStays() {
    assertThat(
            written(
                sample("a", MetricType.GAUGE, 1),
                sample("a", MetricType.GAUGE, 2),
                sample("a", MetricType.GAUGE, 1)))
        .isEqualTo(
            """
            # TYPE a gauge
            a{_objectname="d<1.0>"} 1
            a{_objectname="d<2.0>"} 2
            """);
    assertThat(exposition.duplicates()).isEqualTo(1);
  }
}
