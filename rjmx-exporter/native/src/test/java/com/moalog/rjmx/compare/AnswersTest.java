package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus and a person get from the endpoints, by either build. */
class AnswersTest {

  private static final ExecutorService ANYWHERE = Executors.newVirtualThreadPerTaskExecutor();
  private static final String ONE_BEAN =
      """
      [{"value":{"a:type=X,name=Y":{"Count":5,"used":1.5}},"status":200,"timestamp":1}]
      """;

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
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
  @EnumSource(names = {"NATIVE", "JVM"})
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
  @EnumSource(names = {"NATIVE", "JVM"})
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

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aTargetThatFailedIsNotReadyWhileItIsReadAgain(Build build) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.status(503, "starting"));
        RunningExporter exporter = started(build, target)) {
      exporter.metrics();
      target.script(held(asked, seen));
      Future<String> again = ANYWHERE.submit(exporter::metrics);
      asked.await();
      assertThat(exporter.get("/ready").statusCode()).isEqualTo(503);
      assertThat(exporter.get("/ready").body()).contains("\"reason\":\"http_503\"");
      seen.countDown();
      assertThat(again.get()).containsPattern("(?m)^rjmx_up\\{.*} 1$");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aNameOfTwoAddressesIsReadByTheOneOfIpv4(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(ONE_BEAN));
        RunningExporter exporter =
            RunningExporter.start(
                build,
                ConfigFile.of(
                    ConfigFile.everything("http://localhost:" + target.port() + "/jolokia")),
                Map.of())) {
      assertThat(exporter.metrics()).containsPattern("(?m)^rjmx_up\\{.*} 1$");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void eachTargetHasItsOwnAttributeErrors(Build build) throws Exception {
    String twoFail =
        """
        [{"value":{"a:type=X":{"One":"ERROR: no","Two":{".error":true,"error":"no"},"Three":3}},
        "status":200}]
        """;
    try (ScriptedTarget ill = new ScriptedTarget(ScriptedTarget.body(twoFail));
        ScriptedTarget well = new ScriptedTarget(ScriptedTarget.body(ONE_BEAN));
        RunningExporter exporter =
            RunningExporter.start(build, ConfigFile.of(ConfigFile.two(ill, well)), Map.of())) {
      assertThat(exporter.metrics())
          .contains("rjmx_attribute_errors_total{target=\"first\"} 2\n")
          .contains("rjmx_attribute_errors_total{target=\"second\"} 0\n")
          .contains("a_Three{target=\"first\"} 3\n", "a_Count{target=\"second\"} 5\n");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void tellsTheAgentWhatAsksAndInWhichVersion(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(ONE_BEAN));
        RunningExporter exporter = started(build, target)) {
      exporter.metrics();
      assertThat(target.lastHead())
          .startsWith("POST /jolokia/ HTTP/1.1\r\n")
          .containsPattern("User-Agent: rjmx-exporter/\\d+\\.\\d+\\.\\d+\r\n");
      assertThat(target.requests()).isEqualTo(1);
      assertThat(target.lastBody())
          .isEqualTo(
              "[{\"type\":\"read\",\"mbean\":\"a:*\",\"config\":{\"ignoreErrors\":true,"
                  + "\"includeStackTrace\":false,\"canonicalNaming\":false,"
                  + "\"includeRequest\":false,\"maxDepth\":6}}]");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void theLastGoodSamplesStandInWhenTheScrapeTimesOutByItsOwnLimit(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(ONE_BEAN))) {
      String config = "scrapeTimeoutSeconds: 1\n" + ConfigFile.everything(target.url());
      try (RunningExporter exporter =
          RunningExporter.start(build, ConfigFile.of(config), Map.of())) {
        // The limit of a second may be over before a busy machine has answered.
        String metrics = exporter.metrics();
        for (int turn = 1; turn < 10 && !metrics.contains("a_Count"); turn++) {
          metrics = exporter.metrics();
        }
        assertThat(metrics).contains("a_Count_{bean=\"type=X,name=Y\"} 5\n");
        target.script(ScriptedTarget.silence());
        assertThat(exporter.metrics())
            .contains("a_Count_{bean=\"type=X,name=Y\"} 5\n")
            .containsPattern("(?m)^rjmx_up\\{.*} 0$");
        String impatient =
            exporter.get("/metrics", "X-Prometheus-Scrape-Timeout-Seconds", "0.8").body();
        assertThat(impatient).doesNotContain("a_Count").containsPattern("rjmx_up\\{.*} 0");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void whoIsImpatientDoesNotEndTheReadOfTheOthers(Build build) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (ScriptedTarget target = new ScriptedTarget(held(asked, seen));
        RunningExporter exporter = started(build, target)) {
      Future<String> other = ANYWHERE.submit(exporter::metrics);
      asked.await();
      String impatient =
          exporter.get("/metrics", "X-Prometheus-Scrape-Timeout-Seconds", "0.2").body();
      assertThat(impatient)
          .contains("rjmx_exporter_scrape_errors 1\n")
          .containsPattern("(?m)^rjmx_up\\{.*} 0$")
          .doesNotContain("a_Count");
      seen.countDown();
      assertThat(other.get())
          .contains("a_Count_{bean=\"type=X,name=Y\"} 5\n")
          .containsPattern("(?m)^rjmx_up\\{.*} 1$");
      assertThat(target.requests()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void theLastResultIsServedWhileTheBackgroundReads(Build build) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(ONE_BEAN))) {
      String config = "scrape: {background: 8}\n" + ConfigFile.everything(target.url());
      try (RunningExporter exporter =
          RunningExporter.start(build, ConfigFile.of(config), Map.of())) {
        assertThat(exporter.metrics()).contains("a_Count_{bean=\"type=X,name=Y\"} 5\n");
        target.script(held(asked, seen));
        asked.await();
        assertThat(exporter.metrics())
            .contains("a_Count_{bean=\"type=X,name=Y\"} 5\n")
            .containsPattern("(?m)^rjmx_up\\{.*} 1$");
        seen.countDown();
      }
    }
  }

  /** Answers well, but not before it may. */
  private static ScriptedTarget.Script held(CountDownLatch asked, CountDownLatch free) {
    return (request, out) -> {
      asked.countDown();
      try {
        free.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return ScriptedTarget.body(ONE_BEAN).answer(request, out);
    };
  }

  private static RunningExporter started(Build build, ScriptedTarget target) throws Exception {
    return RunningExporter.start(
        build, ConfigFile.of(ConfigFile.everything(target.url())), Map.of());
  }
}
