package com.moalog.rjmx.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RepairTest {

  private static final Repair REPAIR =
      new Repair("example", "a.c", Pattern.compile("wrong(\\d)"), "right$1");

  @Test
  void replacesTheOnePlace() throws Exception {
    assertThat(REPAIR.applyTo("a wrong1 b")).isEqualTo("a right1 b");
  }

  @Test
  void stopsTheBuildWhenThePlaceIsGoneOrThereAreTwo() {
    assertThatThrownBy(() -> REPAIR.applyTo("nothing"))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("0 times in a.c");
    assertThatThrownBy(() -> REPAIR.applyTo("wrong1 wrong2"))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("2 times");
  }
}
