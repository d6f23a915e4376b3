package com.moalog.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void refusesARowOfAnotherLength() {
    Table table = new Table("case", "req/s");
    assertThatThrownBy(() -> table.row("strict"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells below 2 heads");
  }

  @Test
  void putsFiguresBelowEachOther() {
    Table table = new Table("case", "req/s", "p99 ms");
    table.row("strict", 12_345L, 1.5);
    table.row("in process", 7L, 0.0213);
    assertThat(table.lines())
        .containsExactly(
            "| case       |  req/s | p99 ms |",
            "|------------|-------:|-------:|",
            "| strict     | 12,345 |   1.50 |",
            "| in process |      7 |  0.021 |");
  }

  @Test
  void showsThreeDigitsThatCount() {
    assertThat(Table.text(1234.5)).isEqualTo("1,235");
    assertThat(Table.text(12.34)).isEqualTo("12.3");
    assertThat(Table.text("text")).isEqualTo("text");
  }
}
