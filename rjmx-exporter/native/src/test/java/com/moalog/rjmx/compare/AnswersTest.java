package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus and a person get from the endpoints, by either build. */
class AnswersTest {

  private static final String ONE_BEAN =
      """
      [{"value":{"a:type=X,name=Y":{"Count":5,"used":1.5}},"status":200,"timestamp":1}]
      """;

  @ParameterizedTest
  @EnumSource
  void knownPathsAnswerAndOthersDoNot(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(ONE_BEAN));
        RunningExporter exporter = started(build, target)) {
      assertThat(exporter.get("/health").body()).contains("\"status\":\"healthy\"");
      assertThat(exporter.send("HEAD", "/health").statusCode()).isEqualTo(200);
      assertThat(exporter.send("HEAD", "/metrics").body()).isEmpty();
      assertThat(exporter.get("/nothing").statusCode()).isEqualTo(404);
      assertThat(exporter.send("POST", "/metrics").statusCode()).isEqualTo(405);
      assertThat(exporter.get("/probe?target=unknown").statusCode()).isEqualTo(404);
      assertThat(exporter.get("/metrics").headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
    }
  }

  @ParameterizedTest
  @EnumSource
  void rulesMakeSeriesOfWhatTheAgentSays(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(ONE_BEAN));
        RunningExporter exporter = started(build, target)) {
      assertThat(exporter.metrics())
          .contains("a_Count_{bean=\"type=X,name=Y\"} 5\n")
          .contains("a_used_{bean=\"type=X,name=Y\"} 1.5\n")
          .containsPattern("(?m)^rjmx_up\\{.*} 1$");
      assertThat(target.lastBody()).contains("\"mbean\":\"a:*\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTargetThatIsGoneIsDownAndComesBack(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.status(503, "starting"));
        RunningExporter exporter = started(build, target)) {
      assertThat(exporter.metrics()).containsPattern("(?m)^rjmx_up\\{.*} 0$");
      assertThat(exporter.get("/ready").statusCode()).isEqualTo(503);
      assertThat(exporter.get("/health").statusCode()).isEqualTo(200);

      target.script(ScriptedTarget.body(ONE_BEAN));
      assertThat(exporter.metrics()).containsPattern("(?m)^rjmx_up\\{.*} 1$");
      assertThat(exporter.get("/ready").statusCode()).isEqualTo(200);
    }
  }

  private static RunningExporter started(Build build, ScriptedTarget target) throws Exception {
    return RunningExporter.start(
        build, ConfigFile.of(ConfigFile.everything(target.url())), Map.of());
  }
}
