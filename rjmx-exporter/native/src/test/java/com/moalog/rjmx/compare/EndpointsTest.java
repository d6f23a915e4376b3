package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the contract says of the paths, of the exporter's own metrics and of failing targets. */
class EndpointsTest {

  private static final String BEAN =
      "[{\"value\":{\"a:type=X,name=N\":{\"ThreadCount\":5},\"a:type=X,name=M\":"
          + "{\"ThreadCount\":6}},\"status\":200}]";

  private static RunningExporter started(Build build, String config) throws Exception {
    return RunningExporter.start(build, ConfigFile.of(config), Map.of());
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aProbeIsForTargetsOfTheConfigurationAlone(Build build) throws Exception {
    try (ScriptedTarget first = new ScriptedTarget(ScriptedTarget.body(BEAN));
        ScriptedTarget second = new ScriptedTarget(ScriptedTarget.body(BEAN));
        ScriptedTarget stranger = new ScriptedTarget(ScriptedTarget.body(BEAN));
        RunningExporter exporter = started(build, ConfigFile.two(first, second))) {
      assertThat(exporter.get("/probe?target=second").body())
          .contains("a_ThreadCount{", "target=\"second\"} 5\n")
          .doesNotContain("a_ThreadCount{target=\"first\"");
      assertThat(first.requests()).isZero();
      for (String other :
          List.of("", "?target=", "?target=" + stranger.url(), "?target=http%3A%2F%2F127.0.0.1")) {
        assertThat(exporter.get("/probe" + other).statusCode()).as(other).isEqualTo(404);
      }
      assertThat(stranger.requests()).isZero();
      assertThat(exporter.send("DELETE", "/probe?target=second").headers().firstValue("Allow"))
          .contains("GET, HEAD");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void noPlaceShowsCredentials(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.status(401, "who?"));
        RunningExporter exporter =
            started(
                build,
                """
                jolokia: {url: "http://hidden-name:hidden-word@127.0.0.1:%d/jolokia"}
                rules: [{pattern: 'a<type=X>', name: a}]
                """
                    .formatted(target.port()))) {
      String all = "";
      for (String path : List.of("/", "/metrics", "/ready", "/health", "/probe?target=x")) {
        all += exporter.get(path).body();
      }
      assertThat(target.lastHead())
          .contains("Authorization: Basic aGlkZGVuLW5hbWU6aGlkZGVuLXdvcmQ=");
      assertThat(all + exporter.log())
          .contains("<a href=\"/metrics\">", "check username and password")
          .doesNotContain("hidden", "aGlkZGVu");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, http_401, check username and password",
    "403, http_403, check username and password",
    "404, http_404, check the path of the agent",
    "500, http_500, HTTP 500"
  })
  void aTargetThatRefusesIsDownAndTheLogSaysWhatToDo(int status, String reason, String told)
      throws Exception {
    for (Build build : List.of(Build.NATIVE, Build.JVM)) {
      try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.status(status, "no"));
          RunningExporter exporter = started(build, ConfigFile.everything(target.url()))) {
        assertThat(exporter.get("/metrics").statusCode()).isEqualTo(200);
        assertThat(exporter.metrics())
            .containsPattern("(?m)^rjmx_up\\{.*} 0$")
            .contains("rjmx_exporter_scrape_errors 1\n");
        assertThat(exporter.get("/ready").body()).contains("\"reason\":\"" + reason + "\"");
        assertThat(exporter.log())
            .contains(told)
            .containsPattern(
                "(?m)^\\{\"timestamp\":\"[^\"]+Z\",\"level\":\"WARN\",\"logger\":\"rjmx\","
                    + "\"thread\":\"main\",\"service\":\"rjmx-exporter\",\"target\":\"[^\"]+\","
                    + "\"msg\":\"(target is down: "
                    + reason
                    + ", [^\"]+)\",\"message\":\"\\1\"}$");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aTargetThatIsNotThereIsDown(Build build) throws Exception {
    int port = RunningExporter.freePort();
    try (RunningExporter exporter =
        started(build, ConfigFile.everything("http://127.0.0.1:" + port + "/jolokia"))) {
      assertThat(exporter.metrics()).containsPattern("(?m)^rjmx_up\\{.*} 0$");
      assertThat(exporter.log()).contains("target is down: refused");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void hasEveryMetricOfItsOwn(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(BEAN));
        RunningExporter exporter =
            started(build, "selfMetrics: {jmx: true}\n" + ConfigFile.everything(target.url()))) {
      String name = "{target=\"127.0.0.1:" + target.port() + "\"} ";
      exporter.metrics();
      String metrics = exporter.metrics();
      List<String> missing = new ArrayList<>();
      for (String series :
          List.of(
              "rjmx_exporter_info{version=",
              "rjmx_exporter_scrape_duration_seconds ",
              "rjmx_exporter_scrape_errors 0\n",
              "rjmx_exporter_metrics_scraped 2\n",
              "rjmx_scrape_success_total" + name + "2\n",
              "rjmx_scrape_failure_total" + name + "0\n",
              "rjmx_scrape_duration_seconds_count" + name + "2\n",
              "rjmx_rule_matches_total{rule=\"3\"} 4\n",
              "rjmx_rule_errors_total{rule=\"3\"} 0\n",
              "rjmx_http_connections_active 1\n",
              "rjmx_http_connections_idle 0\n",
              "rjmx_config_reload_total 0\n",
              "rjmx_config_last_reload_timestamp 0\n",
              "rjmx_config_reload_failures_total 0\n",
              "rjmx_up" + name + "1\n",
              "rjmx_attribute_errors_total" + name + "0\n",
              "rjmx_duplicate_series_total 0\n",
              "rjmx_null_values_total 0\n",
              "rjmx_response_bytes" + name + BEAN.length() + "\n",
              "jmx_scrape_duration_seconds ",
              "jmx_scrape_error 0\n",
              "jmx_scrape_cached_beans 2\n",
              "jmx_scrape_timeout_total 0\n",
              "jmx_config_reload_success_total 0\n",
              "jmx_config_reload_failure_total 0\n",
              "jmx_exporter_build_info{name=\"rjmx-exporter\",version=",
              "process_resident_memory_bytes ",
              "process_cpu_seconds_total ",
              "process_start_time_seconds ",
              "process_open_fds ")) {
        if (!metrics.contains("\n" + series)) {
          missing.add(series);
        }
      }
      assertThat(missing).as(metrics).isEmpty();
      for (String bound :
          List.of("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10")) {
        assertThat(metrics).contains(",le=\"" + bound + "\"} ");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void theSameSeriesTwiceSaysWhereItComesFrom(Build build) throws Exception {
    String rule = "whitelistObjectNames: ['a:*']\nrules: [{pattern: '<(\\w+)>$', name: j_$1}]\n";
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(BEAN));
        RunningExporter exporter =
            started(
                build,
                "jolokia: {url: '" + target.url() + "', " + ConfigFile.PATIENT + "}\n" + rule)) {
      assertThat(exporter.metrics())
          .contains("j_ThreadCount{_objectname=\"a<type=X, name=N><>ThreadCount\"} 5\n")
          .contains("j_ThreadCount{_objectname=\"a<type=X, name=M><>ThreadCount\"} 6\n")
          .contains("rjmx_duplicate_series_total 0\n");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void smallLettersMayStandBesideTheOriginalOnes(Build build) throws Exception {
    String rules =
        """
        jolokia: {url: "%s", timeout_ms: 100000, connect_timeout_ms: 100000}
        lowercaseOutputName: true
        whitelistObjectNames: ["a:*"]
        rules: [{pattern: 'name=(\\w+)><(\\w+)>$', name: j_$2, labels: {n: $1}}]
        """;
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(BEAN));
        RunningExporter plain = started(build, rules.formatted(target.url()));
        RunningExporter both =
            started(build, "emitOriginalCase: true\n" + rules.formatted(target.url()))) {
      assertThat(plain.metrics())
          .contains("\nj_threadcount{n=\"N\"} 5\n")
          .doesNotContain("j_ThreadCount");
      assertThat(both.metrics())
          .contains("\nj_threadcount{n=\"N\"} 5\n", "\nj_ThreadCount{n=\"N\"} 5\n");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void refusesHeadsWithoutEndAndBodies(Build build) throws Exception {
    try (RunningExporter exporter = started(build, "jolokia: {url: 'http://127.0.0.1:1/j'}\n")) {
      String big = "GET /health HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(16 * 1024) + "\r\n\r\n";
      assertThat(raw(exporter, big)).startsWith("HTTP/1.1 431 ").contains("Connection: close");
      String body = "GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
      assertThat(raw(exporter, body)).startsWith("HTTP/1.1 413 ");
      assertThat(raw(exporter, "GET http://other/ HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
      assertThat(raw(exporter, "GET /health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }
  }

  /** All that comes back until the other side ends it. */
  private static String raw(RunningExporter exporter, String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), exporter.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
