package com.moalog.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.monitoring.Sources.Rule;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What no tool checks: that the files agree with each other. */
class ConfigurationTest {

  private static final Pattern TESTED = Pattern.compile("alertname=\"(\\w+)\"");

  private static final List<Rule> ALERTS = Sources.rules().stream().filter(Rule::isAlert).toList();

  @Test
  void everyAlertSaysWhatToDo() {
    Set<String> dashboards =
        Sources.dashboards().stream()
            .map(dashboard -> "/d/" + dashboard.path("uid").asString())
            .collect(Collectors.toSet());
    for (Rule alert : ALERTS) {
      assertThat(alert.annotation("summary")).as(alert.name()).isNotBlank();
      assertThat(alert.annotation("description")).as(alert.name()).isNotBlank();
      assertThat(alert.annotation("runbook_url")).isEqualTo("docs/runbook/" + alert.name() + ".md");
      assertThat(Sources.FOLDER.resolveSibling(alert.annotation("runbook_url"))).exists();
      assertThat(dashboards).contains(alert.annotation("dashboard_url"));
      assertThat(alert.severity()).isIn("critical", "warning", "info", "none");
    }
  }

  @Test
  void everyAlertHasARuleTest() throws Exception {
    String tests =
        Files.readString(Sources.FOLDER.resolve("prometheus/tests/alert-rules-test.yml"))
            + Files.readString(Sources.FOLDER.resolve("prometheus/tests/slow-alert-rules-test.yml"))
            + Files.readString(Sources.FOLDER.resolve("prometheus/tests/slo-rules-test.yml"));
    Set<String> tested =
        TESTED.matcher(tests).results().map(match -> match.group(1)).collect(Collectors.toSet());
    assertThat(tested)
        .containsExactlyInAnyOrderElementsOf(ALERTS.stream().map(Rule::name).toList());
  }

  @Test
  void aMissingTargetIsNoticedForEveryJob() {
    String targetMissing =
        ALERTS.stream()
            .filter(alert -> alert.name().equals("TargetMissing"))
            .map(Rule::expr)
            .findFirst()
            .orElseThrow();
    List<String> jobs =
        Sources.list(Sources.yaml("prometheus/prometheus.yml"), "scrape_configs").stream()
            .map(job -> String.valueOf(job.get("job_name")))
            .toList();
    Matcher absent = Pattern.compile("job=\"([^\"]+)\"").matcher(targetMissing);
    assertThat(absent.results().map(match -> match.group(1)).toList())
        .containsExactlyInAnyOrderElementsOf(jobs);
  }

  @Test
  void slackOnlyChangesTheReceivers() {
    Map<Object, Object> silent = new HashMap<>(Sources.yaml("alertmanager/alertmanager.yml"));
    Map<Object, Object> slack = new HashMap<>(Sources.yaml("alertmanager/alertmanager-slack.yml"));
    assertThat(receivers(slack)).isEqualTo(receivers(silent)).isNotEmpty();
    silent.remove("receivers");
    slack.remove("receivers");
    assertThat(slack).isEqualTo(silent);
  }

  private static List<String> receivers(Map<?, ?> configuration) {
    return Sources.list(configuration, "receivers").stream()
        .map(receiver -> String.valueOf(receiver.get("name")))
        .toList();
  }

  @Test
  void everyPanelReadsAProvisionedSource() {
    Set<String> sources =
        Sources.list(Sources.yaml("grafana/provisioning/datasources/moalog.yml"), "datasources")
            .stream()
            .map(source -> String.valueOf(source.get("uid")))
            .collect(Collectors.toSet());
    assertThat(sources).contains("prometheus", "PBFA97CFB590B2093", "loki", "jaeger");
    for (JsonNode dashboard : Sources.dashboards()) {
      for (JsonNode panel : dashboard.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          assertThat(sources)
              .as(panel.path("title").asString())
              .contains(target.path("datasource").path("uid").asString());
        }
      }
    }
  }

  @Test
  void panelsOfADashboardDoNotLieOnEachOther() {
    for (JsonNode dashboard : Sources.dashboards()) {
      boolean[][] grid = new boolean[24][64];
      for (JsonNode panel : dashboard.path("panels")) {
        JsonNode place = panel.path("gridPos");
        int left = place.path("x").asInt();
        int top = place.path("y").asInt();
        for (int x = left; x < left + place.path("w").asInt(); x++) {
          for (int y = top; y < top + place.path("h").asInt(); y++) {
            assertThat(grid[x][y]).as(panel.path("title").asString()).isFalse();
            grid[x][y] = true;
          }
        }
      }
    }
  }
}
