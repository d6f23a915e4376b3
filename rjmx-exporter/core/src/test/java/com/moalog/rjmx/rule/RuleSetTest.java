package com.moalog.rjmx.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.rjmx.metric.Series;
import com.moalog.rjmx.objectname.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

  private static String names(Naming naming, LeafValue value, RuleSpec... specs) throws Exception {
    List<Rule> rules = new ArrayList<>();
    for (RuleSpec spec : specs) {
      rules.add(Rule.compile(spec, naming, true));
    }
    Leaf leaf = new Leaf(Bean.of(ObjectName.parse("a:type=X")), List.of("Count"), value.text(), "");
    StringBuilder names = new StringBuilder();
    for (Outcome.Produced one : new RuleSet(naming, rules).apply(leaf, value).produced()) {
      Series series = one.series();
      names.append(' ').append(series.name()).append(series.labels()).append('=');
      names.append(one.value(value, false)).append(series.type().word().charAt(0));
    }
    return names.toString();
  }

  private static RuleSpec spec(String name, String type, boolean goOn, States states) {
    return new RuleSpec(
        1, "Count", name, type, "", Map.of(), "", 2, false, false, "", goOn, states);
  }

  @Test
  void aRuleMayLetLaterOnesGoOn() throws Exception {
    Naming naming =
        new Naming(Dialect.RJMX, false, false, false, new Naming.Counters(false, false));
    LeafValue three = new LeafValue.Numeric(3);
    RuleSpec first = spec("one", "gauge", true, new States.None());
    RuleSpec second = spec("two", "COUNTER", false, new States.None());
    RuleSpec third = spec("three", "unknown", false, new States.None());
    assertThat(names(naming, three, first, second, third)).isEqualTo(" one=6.0g two=6.0c");
    assertThat(names(naming, new LeafValue.Bool(true), third))
        .as("a factor is for numbers")
        .isEqualTo(" three=1.0u");
  }

  @Test
  void namesOfCountersChangeWhenThatIsAskedForAlone() throws Exception {
    LeafValue three = new LeafValue.Numeric(3);
    RuleSpec counter = spec("9 Cöunts", "counter", false, new States.None());
    RuleSpec untyped = spec("a_total", "", false, new States.None());
    Naming plain = new Naming(Dialect.RJMX, false, false, false, new Naming.Counters(false, false));
    assertThat(names(plain, three, counter)).isEqualTo(" _9_C_unts=6.0c");
    assertThat(names(plain, three, untyped)).isEqualTo(" a_total=6.0u");
    Naming other = new Naming(Dialect.RJMX, true, true, true, new Naming.Counters(true, true));
    assertThat(names(other, three, counter))
        .isEqualTo(" _9_c_unts_total=6.0c _9_C_unts_total=6.0c");
    assertThat(names(other, three, untyped)).isEqualTo(" a_total=6.0c");
  }

  @Test
  void aTextCountsByItsStates() throws Exception {
    Naming naming =
        new Naming(Dialect.RJMX, false, false, false, new Naming.Counters(false, false));
    States table = new States.Table(Map.of("UP", 7.0));
    assertThat(names(naming, new LeafValue.Text("UP"), spec("s", "", false, table)))
        .isEqualTo(" s=7.0u");
    assertThat(names(naming, new LeafValue.Text("DOWN"), spec("s", "", false, table)))
        .isEqualTo(" s=NaNu");
    RuleSpec each = spec("s", "gauge", false, new States.Each());
    assertThat(names(naming, new LeafValue.Text("a\"b"), each))
        .isEqualTo(" sstate=\"a\\\"b\"=1.0g");
  }
}
