package com.moalog.rjmx.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

  private static Series series(Label... labels) {
    return Series.of("a", MetricType.GAUGE, "", List.of(labels), "");
  }

  @Test
  void getsALabelInFront() {
    assertThat(series().with("target", "t").labels()).isEqualTo("target=\"t\"");
    assertThat(series(new Label("b", "v")).with("target", "t").labels())
        .isEqualTo("target=\"t\",b=\"v\"");
  }

  @Test
  void keepsALabelOfThatNameWhereverItStands() {
    Series series = series(new Label("b", "v"), new Label("c", "\\\""), new Label("d", ""));

    assertThat(series.with("b", "t")).isEqualTo(series);
    assertThat(series.with("c", "t")).isEqualTo(series);
    assertThat(series.with("d", "t")).isEqualTo(series);
  }

  @Test
  void getsALabelThatAValueLooksLike() {
    assertThat(series(new Label("b", "v,target=")).with("target", "t").labels())
        .isEqualTo("target=\"t\",b=\"v,target=\"");
    assertThat(series(new Label("b", "\",target=\"")).with("target", "t").labels())
        .startsWith("target=\"t\",b=");
  }
}
