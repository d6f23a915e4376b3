package com.moalog.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.MonitoringPrograms;
import com.moalog.local.servers.ProgramCache;
import com.moalog.local.servers.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus' and Alertmanager's own tools say about the files. */
class ToolsTest {

  private static final MonitoringPrograms PROGRAMS =
      new MonitoringPrograms(ProgramCache.ofRepository(), Progress.SILENT);

  private record Ended(int exit, String output) {}

  private static Ended run(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAMS.program(program).toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("tool", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Sources.FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
      return new Ended(
          process.exitValue(), Files.readString(output, StandardCharsets.UTF_8).strip());
    } finally {
      Files.delete(output);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alert-rules-test.yml", "slow-alert-rules-test.yml", "slo-rules-test.yml"})
  void everyAlertFiresInTimeAndOnlyThen(String file) throws Exception {
    Ended tests = run("promtool", "test", "rules", "prometheus/tests/" + file);
    assertThat(tests.exit()).as(tests.output()).isZero();
  }

  @Test
  void prometheusAcceptsItsConfiguration(@TempDir Path folder) throws Exception {
    String rules = Sources.FOLDER.resolve("prometheus").toString();
    Path secret = Files.writeString(folder.resolve("password"), "admin");
    String local =
        Files.readString(Sources.FOLDER.resolve("prometheus/prometheus.yml"))
            .replace("/etc/prometheus/secrets/actuator-password", secret.toString())
            .replace("/etc/prometheus", rules);
    Path file = Files.writeString(folder.resolve("prometheus.yml"), local);
    Ended check = run("promtool", "check", "config", file.toString());
    assertThat(check.exit()).as(check.output()).isZero();
    assertThat(check.output()).contains("alert-rules.yml", "slo-rules.yml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alertmanager.yml", "alertmanager-slack.yml"})
  void alertmanagerAcceptsItsConfiguration(String file) throws Exception {
    Ended check = run("amtool", "check-config", "alertmanager/" + file);
    assertThat(check.exit()).as(check.output()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "alertname=ServiceDown severity=critical, 'critical,default'",
    "alertname=HighLatency severity=warning, default",
    "alertname=RateLimiterOverload severity=info, default",
    "alertname=Watchdog severity=none, nobody"
  })
  void eachSeverityReachesItsReceivers(String labels, String receivers) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "config",
                "routes",
                "test",
                "--config.file=alertmanager/alertmanager.yml",
                "--verify.receivers=" + receivers));
    arguments.addAll(List.of(labels.split(" ", -1)));
    Ended test = run("amtool", arguments.toArray(String[]::new));
    assertThat(test.exit()).as(test.output()).isZero();
  }
}
