package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a hang-up does to the configuration, by either build. */
class ReloadTest {

  private static final String BEAN = "[{\"value\":{\"a:type=X\":{\"Count\":5}},\"status\":200}]";
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static String rules(ScriptedTarget target, String name) {
    return """
    jolokia: {url: "%s", %s}
    whitelistObjectNames: ["a:*"]
    rules: [{pattern: '^a<[^>]*><(\\w+)>$', name: %s_$1}]
    """
        .formatted(target.url(), ConfigFile.PATIENT, name);
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aBrokenFileLeavesTheOldRulesAndAWholeOneReplacesThem(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(BEAN))) {
      Path config = ConfigFile.of(rules(target, "before"));
      try (RunningExporter exporter = hearing(build, config)) {
        assertThat(exporter.metrics()).contains("\nbefore_Count 5\n");

        Files.writeString(config, "rules: [{pattern: '(a', name: x}");
        hangUp(exporter, "rjmx_config_reload_failures_total 1\n");
        assertThat(exporter.log()).contains("the old configuration stays");

        Files.writeString(config, rules(target, "x").replace("><", "><("));
        hangUp(exporter, "rjmx_config_reload_failures_total 2\n");
        assertThat(exporter.metrics())
            .contains("\nbefore_Count 5\n", "rjmx_config_reload_total 0\n")
            .containsPattern("(?m)^rjmx_up\\{.*} 1$");

        Files.writeString(config, rules(target, "after"));
        hangUp(exporter, "rjmx_config_reload_total 1\n");
        assertThat(exporter.metrics()).contains("\nafter_Count 5\n").doesNotContain("before");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aServerThatCannotListenAnewGoesOnAsBefore(Build build) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(BEAN))) {
      Path config = ConfigFile.of(rules(target, "before"));
      try (RunningExporter exporter = hearing(build, config)) {
        String tls = "server: {tls: {enabled: true, cert_file: none.pem, key_file: none.key}}\n";
        Files.writeString(config, tls + rules(target, "after"));
        hangUp(exporter, "rjmx_config_reload_failures_total 1\n");
        assertThat(exporter.log()).contains("reload refused");
        assertThat(onNewConnection(exporter))
            .contains("\nbefore_Count 5\n", "rjmx_config_reload_total 0\n");
      }
    }
  }

  private static String onNewConnection(RunningExporter exporter) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + exporter.port() + "/metrics");
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(1)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  /** A process that started with hang-ups ignored passes that on; these have to hear them. */
  private static RunningExporter hearing(Build build, Path config) throws Exception {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
    command.addAll(build.command());
    return RunningExporter.start(command, config, Map.of());
  }

  private static void hangUp(RunningExporter exporter, String told)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-HUP", Long.toString(exporter.process().pid())).start().waitFor();
    long until = System.nanoTime() + LIMIT_NANOS;
    while (!exporter.metrics().contains(told)) {
      assertThat(System.nanoTime()).as("%s; %s", told, exporter.log()).isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
