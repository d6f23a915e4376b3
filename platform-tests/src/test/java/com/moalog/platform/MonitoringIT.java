package com.moalog.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.ColorScheme;
import com.moalog.chaos.platform.Moalog;
import com.moalog.chaos.platform.Prometheus;
import com.moalog.local.servers.DrivenChromium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What watches the platform, on the running platform. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {

  /** Two scrapes of every target and one evaluation of the rules. */
  private static final Duration SEEN_TWICE = Duration.ofSeconds(90);

  /** Targets that run in containers only. */
  private static final Set<String> NOT_HERE = Set.of("up{job=\"otel-collector\"}");

  private static Moalog moalog;
  private static Prometheus prometheus;

  @BeforeAll
  static void watchTheDemo() throws Exception {
    moalog = Moalog.fresh(Path.of("target/watched").toAbsolutePath());
    assertGood(moalog.run("up", "--with", "monitoring"));
    assertGood(moalog.run("demo"));
    assertGood(moalog.run("load", "baseline", "payment-concurrency", "--short"));
    prometheus = new Prometheus(moalog.port("PROMETHEUS_PORT"));
  }

  @AfterAll
  static void leaveNothing() throws Exception {
    assertGood(moalog.run("down"));
  }

  @Test
  void everyTargetIsScraped() {
    await()
        .atMost(SEEN_TWICE)
        .untilAsserted(() ->
            assertThat(prometheus.targets())
                .containsExactlyInAnyOrder(
                    "prometheus up",
                    "moalog-server up",
                    "rate-limiter up",
                    "fluxpay-engine up",
                    "redis-exporter up",
                    "mysqld-exporter up",
                    "postgres-exporter up",
                    "node up",
                    "rjmx-rate-limiter up",
                    "rjmx-fluxpay up"));
  }

  @Test
  void noPanelIsWithoutData() throws Exception {
    List<Dashboards.Query> queries = Dashboards.queries();
    assertThat(queries).hasSizeGreaterThan(40);
    await()
        .atMost(SEEN_TWICE)
        .untilAsserted(() -> {
          for (Dashboards.Query query : queries) {
            assertThat(prometheus.series(query.expression())).as("%s", query).isPositive();
          }
        });
    System.out.printf(
        "dashboards: %d panels, %d queries, 0 empty%n",
        queries.stream().map(query -> query.dashboard() + query.panel()).distinct().count(),
        queries.size());
  }

  @Test
  void noAlertAsksForAMetricThatNobodyHas() throws Exception {
    Set<String> selectors = new TreeSet<>();
    prometheus.alertExpressions().stream().map(Prometheus::selectors).forEach(selectors::addAll);
    selectors.removeAll(NOT_HERE);
    assertThat(selectors).hasSizeGreaterThan(20);
    await()
        .atMost(SEEN_TWICE)
        .untilAsserted(() -> {
          for (String selector : selectors) {
            assertThat(prometheus.series(selector)).as(selector).isPositive();
          }
        });
  }

  @Test
  void theConsoleShowsAllOfItInABrowser() throws Exception {
    assumeTrue(DrivenChromium.hasNode(), "Node.js is not installed");
    try (ConsoleReader reader = ConsoleReader.of(moalog)) {
      await()
          .atMost(SEEN_TWICE)
          .untilAsserted(() -> {
            assertThat(reader.verdict()).isEqualTo("Everything works");
            assertThat(reader.drawnCharts()).hasSize(8);
          });
      assertThat(reader.spokenCharts()).hasSize(8).noneMatch(spoken -> spoken.contains("no data"));
      assertThat(reader.parts()).contains("moalog-server", "mysql", "prometheus");
      assertThat(reader.breakers()).hasSizeGreaterThan(1).allMatch(line -> line.contains("closed"));
      assertThat(reader.fits("console-desktop", 1_280, ColorScheme.LIGHT)).isTrue();
      assertThat(reader.fits("console-phone", 390, ColorScheme.DARK)).isTrue();
      assertThat(reader.faults()).isEmpty();
    }
  }

  /** Comes last, because it starts every part again, and with it every counter. */
  @Test
  @Order(Integer.MAX_VALUE)
  void everyCommandOfTheRunbookWorks() throws Exception {
    List<String> commands = Runbook.commands();
    assertThat(commands).hasSizeGreaterThan(20);
    for (String command : commands) {
      await(command).atMost(SEEN_TWICE).until(() -> Runbook.works(moalog, command));
    }
    await("all healthy again").atMost(SEEN_TWICE).until(() -> moalog.run("status").exit() == 0);
  }

  @Test
  void aHealthyPlatformRaisesOnlyTheAlertThatAlwaysFires() {
    await()
        .atMost(SEEN_TWICE)
        .untilAsserted(() -> assertThat(prometheus.firing()).containsExactly("Watchdog"));
  }

  @Test
  void selectorsAreFoundInAnExpression() {
    assertThat(
            Prometheus.selectors(
                "sum by (job) (rate(a_total{b=\"5..\"}[5m])) / on (x) c:d > 0.5 or absent(up)"))
        .containsExactly("a_total{b=\"5..\"}", "c:d", "up");
  }

  private static void assertGood(Moalog.Result result) {
    assertThat(result.exit()).as(String.join("\n", result.lines())).isZero();
  }
}
