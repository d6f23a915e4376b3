package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a target is asked for, scrape by scrape, by either build. */
class QuestionsTest {

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  /** An agent that answers by the text of the question. */
  private ScriptedTarget agent(UnaryOperator<String> answers) throws Exception {
    return new ScriptedTarget(script(answers));
  }

  private ScriptedTarget.Script script(UnaryOperator<String> answers) {
    return (String question, OutputStream out) -> {
      asked.add(question);
      byte[] answer = answers.apply(question).getBytes(StandardCharsets.UTF_8);
      out.write(ScriptedTarget.head(answer.length == 0 ? 400 : 200, answer.length));
      out.write(answer);
      return true;
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void whatFailedIsNotAskedForAgainUntilAnMBeanIsNew(Build build) throws Exception {
    UnaryOperator<String> answers =
        question -> {
          if (!question.contains("search")) {
            return """
            [{"value":{"a:type=X":{"One":1,"Two":"ERROR: no"},"a:type=Y":{"Two":2}},"status":200}]
            """;
          }
          String names = asked.size() == 3 ? "\"a:type=X\",\"a:type=Y\",\"a:type=Z\"" : "";
          return """
          [{"value":[%s],"status":200},{"value":{"One":1},"status":200},
          {"value":{"Two":2},"status":200}]
          """
              .formatted(names);
        };
    try (ScriptedTarget target = agent(answers);
        RunningExporter exporter = started(build, ConfigFile.everything(target.url()))) {
      for (int i = 0; i < 4; i++) {
        assertThat(exporter.metrics())
            .contains("a_One_{bean=\"type=X\"} 1\n", "a_Two_{bean=\"type=Y\"} 2\n")
            .containsPattern("(?m)^rjmx_up\\{.*} 1$");
      }
      String whole = asked.remove();
      assertThat(whole).contains("\"mbean\":\"a:*\"").doesNotContain("search");
      for (int i = 0; i < 2; i++) {
        assertThat(asked.remove())
            .contains("{\"type\":\"search\",\"mbean\":\"a:*\"")
            .contains("{\"type\":\"read\",\"mbean\":\"a:type=X\",\"attribute\":[\"One\"]")
            .contains("{\"type\":\"read\",\"mbean\":\"a:type=Y\",\"config\"");
      }
      assertThat(asked.remove()).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void whatFailedIsAskedForAgainWhenTheConfigurationSaysSo(Build build) throws Exception {
    UnaryOperator<String> answers =
        question -> "[{\"value\":{\"a:type=X\":{\"One\":1,\"Two\":\"ERROR: no\"}},\"status\":200}]";
    try (ScriptedTarget target = agent(answers);
        RunningExporter exporter =
            started(
                build,
                "autoExcludeObjectNameAttributes: false\n" + ConfigFile.everything(target.url()))) {
      exporter.metrics();
      exporter.metrics();
      assertThat(asked).hasSize(2);
      assertThat(asked.remove()).isEqualTo(asked.remove());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void oneRefusedReadDoesNotLoseTheOthers(Build build) throws Exception {
    UnaryOperator<String> answers =
        question -> {
          boolean refuses = question.contains("b:type=Bad");
          boolean both = question.contains("a:type=X");
          return refuses ? "" : both ? "[{\"value\":{\"One\":1},\"status\":200}]" : "[]";
        };
    try (ScriptedTarget target = agent(answers);
        RunningExporter exporter =
            started(
                build,
                """
                jolokia: {url: "%s", %s}
                whitelistObjectNames: ["a:type=X", "b:type=Bad"]
                rules: [{pattern: '(\\w+)<type=(\\w+)><(\\w+)>$', name: $1_$2_$3}]
                """
                    .formatted(target.url(), ConfigFile.PATIENT))) {
      assertThat(exporter.metrics()).contains("a_X_One 1\n");
      assertThat(asked).hasSize(3);
      assertThat(exporter.metrics()).contains("a_X_One 1\n");
      assertThat(asked).as("the refused read is remembered").hasSize(4);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void whatTwoReadsBringIsCountedOnce(Build build) throws Exception {
    UnaryOperator<String> answers =
        question ->
            """
            [{"value":{"One":1},"status":200},
            {"value":{"a:type=X,name=N":{"One":1,"Two":2},"a:type=Y":{"One":3}},"status":200},
            {"value":{"a:type=Y":{"One":3}},"status":200},
            {"value":{"One":3},"status":200}]
            """;
    try (ScriptedTarget target = agent(answers);
        RunningExporter exporter =
            started(
                build,
                """
                jolokia: {url: "%s", %s}
                whitelistObjectNames: ["a:name=N,type=X", "a:*", "*:type=Y", "a:type=Y"]
                rules: [{pattern: 'a<type=(\\w+).*><(\\w+)>$', name: a_$1_$2}]
                """
                    .formatted(target.url(), ConfigFile.PATIENT))) {
      for (int i = 0; i < 2; i++) {
        assertThat(exporter.metrics())
            .contains("\na_X_One 1\n", "\na_X_Two 2\n", "\na_Y_One 3\n")
            .contains("rjmx_exporter_metrics_scraped 3\n")
            .doesNotContain("_objectname");
      }
    }
  }

  private static final String DATED =
      """
      [{"value":{"a:name=N,type=X":{"Since":"2023-11-14T22:13:20Z","Count":7,
      "PerHost":{"h1":{"80":{"host":"h1","port":80,"open":3}}}}},"status":200}]
      """;
  private static final String TYPES =
      """
      [{"value":{"type=X,name=N":{"attr":{"Since":{"type":"java.util.Date","desc":"Since"},
      "PerHost":{"type":"javax.management.openmbean.TabularData","desc":"PerHost"},
      "Count":{"type":"int","desc":"How many"}},"desc":"x","op":{"a":{"args":[{"name":"p",
      "type":"java.util.Date","desc":""}],"desc":"","ret":"void"}}}},"status":200}]
      """;

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void typesAndDeclaredNamesAreAskedForOnceWhereJmxExportersRulesNeedThem(Build build)
      throws Exception {
    UnaryOperator<String> answers =
        question -> {
          if (question.contains("\"list\"")) {
            return TYPES;
          }
          String names = "[{\"value\":[\"a:type=X,name=N\"],\"status\":200},";
          return question.contains("search") ? names + DATED.substring(1) : DATED;
        };
    try (ScriptedTarget target = agent(answers);
        RunningExporter exporter =
            RunningExporter.start(
                build,
                ConfigFile.of("includeObjectNames: ['a:*']\n"),
                Map.of("RJMX_JOLOKIA_URL", target.url()))) {
      for (int i = 0; i < 2; i++) {
        assertThat(exporter.metrics())
            .contains("# HELP a_X_Count How many a:name=N,type=X,attribute=Count\n")
            .contains("a_X_Since{name=\"N\"} 1700000000\n")
            .contains("a_X_PerHost_open{host=\"h1\",name=\"N\",port=\"80\"} 3\n");
      }
      assertThat(asked).hasSize(3);
      assertThat(asked.remove()).contains("{\"type\":\"list\",\"path\":\"a\"");
      assertThat(asked.remove()).contains("{\"type\":\"search\"", "{\"type\":\"read\"");
      assertThat(asked.remove()).startsWith("[{\"type\":\"read\",\"mbean\":\"a:*\"");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void typesAndDeclaredNamesAreAskedForUntilTheTargetIsThere(Build build) throws Exception {
    UnaryOperator<String> answers =
        question -> {
          if (question.contains("\"list\"")) {
            return TYPES;
          }
          String names = "[{\"value\":[\"a:type=X,name=N\"],\"status\":200},";
          return question.contains("search") ? names + DATED.substring(1) : DATED;
        };
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.status(503, "starting"));
        RunningExporter exporter =
            RunningExporter.start(
                build,
                ConfigFile.of("includeObjectNames: ['a:*']\n"),
                Map.of("RJMX_JOLOKIA_URL", target.url()))) {
      assertThat(exporter.metrics()).containsPattern("(?m)^rjmx_up\\{.*} 0$");
      target.script(script(answers));
      for (int i = 0; i < 2; i++) {
        assertThat(exporter.metrics())
            .contains("# HELP a_X_Count How many a:name=N,type=X,attribute=Count\n")
            .contains("a_X_Since{name=\"N\"} 1700000000\n");
      }
      assertThat(asked).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aTextThatLooksLikeADateLetsTheTypesBeAskedFor(Build build) throws Exception {
    UnaryOperator<String> answers = question -> question.contains("\"list\"") ? TYPES : DATED;
    try (ScriptedTarget target = agent(answers);
        RunningExporter exporter = started(build, ConfigFile.everything(target.url()))) {
      assertThat(exporter.metrics()).doesNotContain("a_Since");
      assertThat(exporter.metrics()).contains("a_Since_{bean=\"name=N,type=X\"} 1700000000\n");
      assertThat(asked).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void customizersMakeLabelsOfAttributesAndAddMetrics(Build build) throws Exception {
    UnaryOperator<String> answers =
        question ->
            question.contains("\"list\"")
                ? "[{\"status\":403}]"
                : """
                [{"value":[],"status":200},
                {"value":{"a:type=X,name=N":{"Count":7,"Version":"1.2"},"a:type=Y":{"Count":8}},
                "status":200}]
                """;
    try (ScriptedTarget target = agent(answers);
        RunningExporter exporter =
            RunningExporter.start(
                build,
                ConfigFile.of(
                    """
                    includeObjectNames: ['a:*']
                    metricCustomizers:
                      - mbeanFilter: {domain: a, properties: {type: X}}
                        attributesAsLabels: [Version]
                        extraMetrics:
                          - {name: Known, value: true, description: Whether it is known}
                    """),
                Map.of("RJMX_JOLOKIA_URL", target.url()))) {
      assertThat(exporter.metrics())
          .contains("a_X_Count{Version=\"1.2\",name=\"N\"} 7\n")
          .contains("# HELP a_X_Known Whether it is known a:name=N,type=X,attribute=Known\n")
          .contains("a_X_Known{Version=\"1.2\",name=\"N\"} 1\n")
          .contains("a_Y_Count 8\n");
    }
  }

  private static RunningExporter started(Build build, String config) throws Exception {
    Path file = ConfigFile.of(config);
    return RunningExporter.start(build, file, Map.of());
  }
}
