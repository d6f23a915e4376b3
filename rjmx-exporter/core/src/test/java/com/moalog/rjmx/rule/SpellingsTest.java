package com.moalog.rjmx.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.rjmx.objectname.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which spellings of an attribute a pattern is tried on, and what the shipped patterns make. */
class SpellingsTest {

  private static final String COLLECTOR = "java.lang:type=GarbageCollector,name=G1 Old Generation";

  private static Leaf leaf(String path) throws Exception {
    int slash = path.indexOf('/');
    Bean bean = Bean.of(ObjectName.parse(path.substring(0, slash)));
    return new Leaf(bean, List.of(path.substring(slash + 1).split("/", -1)), "3", "");
  }

  private static String made(Dialect dialect, RuleSpec spec, String path) throws Exception {
    Naming naming = new Naming(dialect, false, false, false, new Naming.Counters(false, false));
    RuleSet rules = new RuleSet(naming, List.of(Rule.compile(spec, naming, true)));
    List<String> series = new ArrayList<>();
    for (Outcome.Produced one : rules.apply(leaf(path), new LeafValue.Numeric(3)).produced()) {
      String labels = one.series().labels();
      series.add(one.series().name() + (labels.isEmpty() ? "" : "{" + labels + "}"));
    }
    return String.join(" ", series);
  }

  private static RuleSpec rule(String pattern, String name, String attribute, String label) {
    Map<String, String> labels = label.isEmpty() ? Map.of() : Map.of("gc", label);
    return new RuleSpec(
        1, pattern, name, "", "", labels, "", 1, false, false, attribute, false, new States.None());
  }

  @Test
  void ofASimpleAttributeAreThese() throws Exception {
    assertThat(Candidates.of(Dialect.RJMX, leaf("d:b=1,type=T,name=N,a=2/Attr")))
        .extracting(one -> one.form() + " " + one.text())
        .containsExactly(
            "R1 d<b=1,type=T,name=N,a=2><Attr>",
            "R1 d<type=T,name=N,b=1,a=2><Attr>",
            "R1 d<a=2,b=1,name=N,type=T><Attr>",
            "J d<b=1, type=T, name=N, a=2><>Attr",
            "J d<type=T, name=N, b=1, a=2><>Attr",
            "J d<a=2, b=1, name=N, type=T><>Attr",
            "J' d<b=1,type=T,name=N,a=2><>Attr",
            "J' d<type=T,name=N,b=1,a=2><>Attr",
            "J' d<a=2,b=1,name=N,type=T><>Attr",
            "R0 d<a=2><b=1><name=N><type=T><Attr>");
  }

  @Test
  void ofACompositeAttributeAreThese() throws Exception {
    assertThat(Candidates.of(Dialect.RJMX, leaf("d:type=T/Attr/sub/deep")))
        .extracting(one -> one.form() + " " + one.text())
        .containsExactly(
            "R1 d<type=T><Attr><sub>deep",
            "R2 d<type=T><Attr><sub><deep>",
            "J d<type=T><Attr, sub>deep");
    assertThat(Candidates.of(Dialect.JMX_EXPORTER, leaf("d:type=T/Attr/sub/deep")))
        .extracting(Candidate::text)
        .containsExactly("d<type=T><Attr, sub>deep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "java.lang<type=Memory><HeapMemoryUsage>(\\w+); heap_$1_bytes;;"
            + " java.lang:type=Memory/HeapMemoryUsage/used; heap_used_bytes",
        "java.lang<type=Memory><HeapMemoryUsage>(\\w+); heap_$1_bytes;;"
            + " java.lang:type=Memory/NonHeapMemoryUsage/used; ''",
        "java.lang<type=Memory><NonHeapMemoryUsage>(\\w+); nonheap_$1_bytes;;"
            + " java.lang:type=Memory/NonHeapMemoryUsage/max; nonheap_max_bytes",
        "java.lang<type=GarbageCollector,name=([^>]+)><CollectionCount>; gc_count; $1;"
            + " java.lang:name=G1 Old Generation,type=GarbageCollector/CollectionCount;"
            + " gc_count{gc=\"G1 Old Generation\"}",
        "java.lang<type=GarbageCollector,name=([^>]+)><CollectionTime>; gc_time_ms; $1;"
            + " java.lang:type=GarbageCollector,name=PS Scavenge/CollectionTime;"
            + " gc_time_ms{gc=\"PS Scavenge\"}",
        "java.lang<type=Threading><(\\w+)>; jvm_threads_$1;;"
            + " java.lang:type=Threading/ThreadCount; jvm_threads_ThreadCount",
        "io.r2dbc<type=Pool><(\\w+)>; r2dbc_pool_$1;;"
            + " io.r2dbc:type=Pool/Acquired; r2dbc_pool_Acquired",
        "java\\.lang<type=Memory><HeapMemoryUsage><(\\w+)>; heap_$1;;"
            + " java.lang:type=Memory/HeapMemoryUsage/used; heap_used",
        "java.lang<type=Threading><>(\\w+); threads_$1;;"
            + " java.lang:type=Threading/ThreadCount; threads_ThreadCount",
        "java.lang<type=GarbageCollector,name=([^>]+)><>(\\w+); gc_$2; $1;"
            + " java.lang:name=G1 Old Generation,type=GarbageCollector/CollectionCount;"
            + " gc_CollectionCount{gc=\"G1 Old Generation\"}",
        "java.lang<type=ClassLoading><LoadedClassCount>; jvm_classes_loaded;;"
            + " java.lang:type=ClassLoading/LoadedClassCount; jvm_classes_loaded",
        "java.lang<type=ClassLoading><LoadedClassCount>; jvm_classes_loaded;;"
            + " java.lang:type=ClassLoading/TotalLoadedClassCount; ''",
        "a<type=X><Count>: 3; a;; a:type=X/Count; ''",
        "a<type=X><>Count: 3; a;; a:type=X/Count; a",
        "(?P<bean>\\w+)<type=X><(\\w+)>; $bean_${bean}_$2$13;; a:type=X/Count; a_a_Counta3"
      })
  void ownPatternsMeanWhatTheyAreMeantFor(
      String pattern, String name, String label, String path, String series) throws Exception {
    RuleSpec spec = rule(pattern, name, "", label == null ? "" : label);
    assertThat(made(Dialect.RJMX, spec, path)).isEqualTo(series);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "java.lang:type=Memory; HeapMemoryUsage; jvm_memory_heap_$1_bytes;"
            + " java.lang:type=Memory/HeapMemoryUsage/used; jvm_memory_heap_used_bytes",
        "java.lang:type=Memory; HeapMemoryUsage; jvm_memory_heap_$1_bytes;"
            + " java.lang:type=Memory/NonHeapMemoryUsage/used; ''",
        "java.lang:type=Threading; ''; jvm_threads_$1;"
            + " java.lang:type=Threading/ThreadCount; jvm_threads_ThreadCount",
        "java.lang:type=GarbageCollector,name=*; CollectionCount; jvm_gc_collection_count;"
            + " java.lang:name=G1 Old Generation,type=GarbageCollector/CollectionCount;"
            + " jvm_gc_collection_count{gc=\"G1 Old Generation\"}",
        "java.lang:type=MemoryPool,name=*; Usage; pool_$1;"
            + " java.lang:type=MemoryPool,name=Eden/Usage/used; pool_used{pool=\"Eden\"}",
        "a:type=X,zone=?,*; ''; x_$1_$2_${type};"
            + " a:type=X,zone=n,more=m/Usage/used; x_Usage_used_X{zone=\"n\"}",
        "a:type=X,zone=*; ''; x_$1; a:type=X,zone=n,more=m/Count; ''"
      })
  void objectNamesMeanMBeansAndTheirAttributes(
      String pattern, String attribute, String name, String path, String series) throws Exception {
    assertThat(made(Dialect.RJMX, rule(pattern, name, attribute, ""), path)).isEqualTo(series);
  }

  @Test
  void aLabelThatUsesAWildcardsPropertyReplacesTheAutomaticOne() throws Exception {
    RuleSpec spec = rule("java.lang:type=GarbageCollector,name=*", "c", "", "x ${name}");
    assertThat(made(Dialect.RJMX, spec, COLLECTOR + "/Valid"))
        .isEqualTo("c{gc=\"x G1 Old Generation\"}");
  }

  @Test
  void jmxExportersPatternsBeginAsLateAsTheyCan() throws Exception {
    RuleSpec spec = rule("(\\w+)<type=(\\w+)><>(\\w+)", "$1_$2_$3", "", "");
    assertThat(made(Dialect.JMX_EXPORTER, spec, "java.lang:type=Threading/Count"))
        .isEqualTo("g_Threading_Count");
    RuleSpec swapped = rule("<type=GarbageCollector, name=(.+)><>Count", "c", "", "");
    assertThat(made(Dialect.JMX_EXPORTER, swapped, "a:name=N,type=GarbageCollector/Count"))
        .as("the declared order only")
        .isEmpty();
  }

  @Test
  void aRuleWithoutANameUsesTheFormatOfJmxExporter() throws Exception {
    assertThat(
            made(
                Dialect.JMX_EXPORTER,
                RuleSpec.everything(),
                "java.lang:type=MemoryPool,name=a-b  c/Usage/used"))
        .isEqualTo("java_lang_MemoryPool_Usage_used{name=\"a-b  c\"}");
    assertThat(made(Dialect.JMX_EXPORTER, RuleSpec.everything(), "a:type=x--y/9 lives"))
        .isEqualTo("a_x_y_9_lives");
  }

  @Test
  void aNameThatIsEmptyLeavesOutTheAttributeAndLaterRulesToo() throws Exception {
    Naming naming =
        new Naming(Dialect.JMX_EXPORTER, false, false, false, new Naming.Counters(false, false));
    List<Rule> two = new ArrayList<>();
    two.add(Rule.compile(RuleSpec.pattern(1, "a<type=X><>(No)?", "$1"), naming, true));
    two.add(Rule.compile(RuleSpec.pattern(2, ".*", "all"), naming, true));
    Outcome outcome =
        new RuleSet(naming, two).apply(leaf("a:type=X/Count"), new LeafValue.Numeric(3));
    assertThat(outcome.produced()).isEmpty();
    assertThat(outcome.rules()).containsExactly(0);
  }
}
