package com.moalog.rjmx.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LintTest {

  private static final Naming NAMING =
      new Naming(Dialect.RJMX, false, false, false, new Naming.Counters(false, false));

  /** Pattern, name, type, in this order, three for each rule. */
  private static List<String> doubts(String... rules) {
    List<RuleSpec> specs = new ArrayList<>();
    for (int i = 0; i < rules.length; i += 3) {
      specs.add(spec(i / 3 + 1, rules[i], rules[i + 1], rules[i + 2], Map.of()));
    }
    return Lint.of(specs, NAMING, true);
  }

  private static RuleSpec spec(
      int index, String pattern, String name, String type, Map<String, String> labels) {
    return new RuleSpec(
        index, pattern, name, type, "", labels, "", 1, false, false, "", false, new States.None());
  }

  @Test
  void hasNoDoubtsAboutThePlatformsRules() {
    RuleSpec collections =
        spec(
            1,
            "java.lang<type=GarbageCollector,name=([^>]+)><CollectionCount>",
            "jvm_gc_collection_count",
            "counter",
            Map.of("gc", "$1"));
    assertThat(Lint.of(List.of(collections), NAMING, true)).isEmpty();
    assertThat(doubts("java.lang<type=Memory><HeapMemoryUsage>(\\w+)", "heap_$1_bytes", "gauge"))
        .isEmpty();
  }

  @Test
  void findsAPatternThatCanNeverMatch() {
    assertThat(doubts("java:lang", "x", "gauge"))
        .singleElement()
        .asString()
        .startsWith("Rule 1: can never match");
  }

  @Test
  void findsAReferenceToAGroupThatIsNotThere() {
    assertThat(doubts("a<type=X><(\\w+)>", "x_$1_$2_${name}", "gauge"))
        .containsExactly(
            "Rule 1: 'x_$1_$2_${name}' refers to [$2, ${name}], which is always empty");
  }

  @Test
  void findsARuleThatAnEarlierOneHides() {
    assertThat(
            doubts(
                "a<type=X><(\\w+)>",
                "x_$1",
                "",
                "b<type=X><(\\w+)>",
                "y_$1",
                "",
                "a<type=X><(\\w+)>",
                "z_$1",
                ""))
        .containsExactly("Rule 3: never used, rule 1 has the same pattern");
  }

  @Test
  void findsACounterThatLooksLikeAGauge() {
    assertThat(doubts("a<type=X><Used>", "memory_used", "counter"))
        .containsExactly("Rule 1: a counter whose name looks like a gauge: memory_used");
  }

  @Test
  void findsOneNameForSeveralBeans() {
    assertThat(doubts("a<type=X,name=(.+)><Count>", "x_count", "gauge"))
        .singleElement()
        .asString()
        .contains("several beans share the name x_count");
  }

  @Test
  void findsACompositeWithoutItsKey() {
    assertThat(doubts("java.lang<type=Memory><HeapMemoryUsage>", "heap", "gauge"))
        .singleElement()
        .asString()
        .contains("all keys fall into one series");
  }

  @Test
  void saysWhichRuleCannotBeUsedAndGoesOn() {
    assertThat(doubts("(a", "x", "gauge", "a<type=X><Used>", "memory_used", "counter"))
        .hasSize(2)
        .contains("Rule 1: cannot be used");
  }
}
