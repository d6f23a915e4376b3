package com.moalog.local.launcher.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the real files of {@code monitoring/}. */
class PrometheusFilesTest {

  private static final Path SOURCE =
      Path.of(System.getProperty("moalog.root"), "monitoring/prometheus");

  @TempDir private Path folder;

  @Test
  void aJobWithoutATargetHereIsLeftOut() throws IOException {
    assertThat(written(Map.of("moalog-server", "127.0.0.1:1"))).containsOnlyOnce("- job_name: ");
  }

  @Test
  void everyAddressAndFileIsOneOfThisMachine() throws IOException {
    String configuration =
        written(
            Map.of("rate-limiter", "127.0.0.1:1", "node", "127.0.0.1:2", "none", "127.0.0.1:3"));

    assertThat(configuration)
        .contains("targets: [\"127.0.0.1:1\"]", "targets: [\"127.0.0.1:2\"]")
        .contains("targets: [\"127.0.0.1:9\"]")
        .contains("metrics_path: /actuator/prometheus")
        .contains(folder.resolve("alert-rules.yml").toString())
        .doesNotContain("/etc/prometheus", "alloy", "127.0.0.1:3", "unix.host");
    assertThat(folder.resolve("actuator-password")).hasContent("se$cret");
    assertThat(folder.resolve("slo-rules.yml")).isNotEmptyFile();
  }

  @Test
  void nobodyIsToldThatAJobWhichCannotRunHereIsMissing() throws IOException {
    written(Map.of("rate-limiter", "127.0.0.1:1"));

    assertThat(folder.resolve("alert-rules.yml"))
        .content()
        .contains("absent(up{job=\"prometheus\"})", "absent(up{job=\"rate-limiter\"})", "for: 5m")
        .doesNotContain("absent(up{job=\"otel-collector\"})");
  }

  private String written(Map<String, String> targets) throws IOException {
    new PrometheusFiles(SOURCE, targets, "127.0.0.1:9", "se$cret").writeTo(folder);
    return Files.readString(folder.resolve("prometheus.yml"));
  }
}
