package com.moalog.kit.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {

  @Test
  void anAbsentOrBlankVariableReadsAsItsDefault() {
    Variables variables = new Variables(Map.of("BLANK", "  "));

    assertThat(variables.text("BLANK", "x")).isEqualTo("x");
    assertThat(variables.number("BLANK", 7, 1, 9)).isEqualTo(7);
    assertThat(variables.flag("ABSENT", true)).isTrue();
    assertThat(variables.lenientFlag("ABSENT", false)).isFalse();
    assertThat(variables.duration("BLANK", Duration.ofSeconds(3))).hasSeconds(3);
    assertThat(variables.address("ABSENT", "http://a:1")).isEqualTo(URI.create("http://a:1"));
    assertThat(variables.list("ABSENT", "a,b", _ -> true)).containsExactly("a", "b");
    assertThatCode(variables::refuseFaults).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"200ms, 200", "3s, 3000", "3, 3000", "2 m, 120000", "1h, 3600000", "7d, 604800000"})
  void readsDurationsWithTheirUnit(String text, long millis) {
    Variables variables = new Variables(Map.of("WAIT", text));

    assertThat(variables.duration("WAIT", Duration.ZERO)).hasMillis(millis);
  }

  @Test
  void takesTheEdgesOfARangeAndRefusesWhatIsBeyond() {
    Variables variables =
        new Variables(Map.of("LOW", "1", "HIGH", "9", "OVER", "10", "UNDER", "0"));

    assertThat(variables.number("LOW", 5, 1, 9)).isEqualTo(1);
    assertThat(variables.number("HIGH", 5, 1, 9)).isEqualTo(9);
    assertThat(variables.number("OVER", 5, 1, 9)).isEqualTo(5);
    assertThat(variables.number("UNDER", 5, 1, 9)).isEqualTo(5);
    assertThatThrownBy(variables::refuseFaults)
        .isInstanceOf(BadVariablesException.class)
        .hasMessage(
            "OVER must be a whole number from 1 to 9; UNDER must be a whole number from 1 to 9");
  }

  @Test
  void namesEveryFaultAtOnceAndNoValue() {
    Variables variables =
        new Variables(
            Map.of("FLAG", "s3cret", "WAIT", "s3cret", "HOME", "ftp://s3cret", "UNITS", "s3cret"));

    variables.required("KEY");
    variables.flag("FLAG", true);
    variables.duration("WAIT", Duration.ZERO);
    variables.address("HOME", "http://a");
    variables.constants("UNITS", ChronoUnit.class, EnumSet.noneOf(ChronoUnit.class));

    assertThatThrownBy(variables::refuseFaults)
        .hasMessageContainingAll("KEY is not set", "FLAG", "WAIT", "HOME", "UNITS")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aLenientFlagFallsBackToItsDefault() {
    Variables variables = new Variables(Map.of("FLAG", "yes", "ON", "TRUE"));

    assertThat(variables.lenientFlag("FLAG", true)).isTrue();
    assertThat(variables.lenientFlag("ON", false)).isTrue();
    assertThatCode(variables::refuseFaults).doesNotThrowAnyException();
  }

  @Test
  void skipsEntriesOfAListThatFailTheCheck() {
    Variables variables = new Variables(Map.of("NAMES", "a, bad ,b,,"));

    assertThat(variables.list("NAMES", "", name -> !name.equals("bad"))).containsExactly("a", "b");
  }

  @Test
  void readsConstants() {
    Variables variables = new Variables(Map.of("UNITS", "DAYS, HOURS"));

    assertThat(variables.constants("UNITS", ChronoUnit.class, Set.of()))
        .containsExactlyInAnyOrder(ChronoUnit.DAYS, ChronoUnit.HOURS);
  }
}
