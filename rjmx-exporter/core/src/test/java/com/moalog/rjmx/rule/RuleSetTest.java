package com.moalog.rjmx.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.rjmx.objectname.ObjectName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a value, and whether that may be remembered. */
class RuleSetTest {

  private static Outcome outcome(
      Dialect dialect, String pattern, String name, String value, boolean cache) throws Exception {
    Naming naming = new Naming(dialect, false, false, false, new Naming.Counters(false, false));
    RuleSpec spec =
        new RuleSpec(
            1, pattern, name, "", "", Map.of(), "", 1, false, cache, "", false, new States.None());
    RuleSet rules = new RuleSet(naming, List.of(Rule.compile(spec, naming, true)));
    Bean bean = Bean.of(ObjectName.parse("a.b:type=X,name=Y"));
    Leaf leaf = new Leaf(bean, List.of("Count"), value, "");
    return rules.apply(leaf, new LeafValue.Numeric(Double.parseDouble(value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a.b<type=X, name=Y><>.+; c; c",
        ".*; c; c",
        "(.+); c; c",
        "<type=(.+), name=(.+)><>(\\w+).*; c_$1_$3; c_X_Count",
        "<type=(.+), name=(.+)><>Count; c_$2; c_Y",
        "<>Count: (.*)\\w*; c; c",
        "<>Other.*; c; ''"
      })
  void whatDoesNotDependOnTheValueIsRemembered(String pattern, String name, String series)
      throws Exception {
    for (Dialect dialect : Dialect.values()) {
      Outcome outcome = outcome(dialect, pattern, name, "7", false);
      assertThat(outcome.lasting()).as("%s %s", dialect, pattern).isTrue();
      assertThat(outcome.produced())
          .extracting(produced -> produced.series().name())
          .isEqualTo(series.isEmpty() ? List.of() : List.of(series));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<>Count: (.*); c_$1; c_7",
        "<>Count: .*; c$0; c_Count:_7",
        "<>Count: 7; c; c",
        "<>Count: \\d$; c; c",
        "<>Count: .{2}; c; ''",
        "<>Count: .(.*); c_$1; c_"
      })
  void whatDependsOnTheValueIsNot(String pattern, String name, String series) throws Exception {
    Outcome outcome = outcome(Dialect.JMX_EXPORTER, pattern, name, "7", false);
    assertThat(outcome.lasting()).as(pattern).isFalse();
    assertThat(outcome.produced())
        .extracting(produced -> produced.series().name())
        .isEqualTo(series.isEmpty() ? List.of() : List.of(series));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<>Count: (.*); c_$1; c_cache_",
        "<>Count: <(.*)>; c_$1; c_cache",
        "<>Count: \\d; c; ''"
      })
  void aRuleThatIsToBeCachedNeverSeesIt(String pattern, String name, String series)
      throws Exception {
    Outcome outcome = outcome(Dialect.JMX_EXPORTER, pattern, name, "7", true);
    assertThat(outcome.lasting()).as(pattern).isTrue();
    assertThat(outcome.produced())
        .extracting(produced -> produced.series().name())
        .isEqualTo(series.isEmpty() ? List.of() : List.of(series));
  }
}
