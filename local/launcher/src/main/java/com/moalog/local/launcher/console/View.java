package com.moalog.local.launcher.console;

import com.moalog.local.launcher.supervise.PartReport;
import com.moalog.local.launcher.supervise.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the page shows: the parts by the supervisor, the rest by Prometheus. Thread-safe. */
final class View {

  private static final int KIB_PER_MIB = 1_024;
  private static final String BREAKERS =
      "max by (job, name, state) (resilience4j_circuitbreaker_state) == 1";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Metrics metrics;
  private final Reports reports;
  private final Clock clock;

  /** Where the parts are asked for. */
  @FunctionalInterface
  interface Reports {

    /** Every part; empty when the platform is down. */
    List<PartReport> all() throws IOException;
  }

  View(Metrics metrics, Reports reports, Clock clock) {
    this.metrics = metrics;
    this.reports = reports;
    this.clock = clock;
  }

  /** The whole view; a Prometheus that does not answer leaves its half empty. */
  String json() throws InterruptedException {
    Instant now = clock.instant();
    ObjectNode view = JSON.createObjectNode();
    view.put("time", now.toEpochMilli());
    view.put("span", Metrics.SPAN.toSeconds());
    parts(view.putArray("parts"), now);
    try {
      charts(view.putArray("charts"), now);
      breakers(view.putArray("breakers"));
      alerts(view.putArray("alerts"));
      view.put("measured", true);
    } catch (IOException away) {
      view.put("measured", false);
    }
    return view.toString();
  }

  private void parts(ArrayNode parts, Instant now) {
    List<PartReport> all;
    try {
      all = reports.all();
    } catch (IOException supervisorDied) {
      all = List.of();
    }
    for (PartReport report : all) {
      ObjectNode part = parts.addObject();
      part.put("name", report.name());
      part.put("state", report.state().word());
      part.put("isWell", report.state() == State.HEALTHY);
      part.put("isOff", report.state() == State.OFF);
      part.put("reason", report.reason());
      part.put("address", report.address());
      part.put("memoryMib", report.pssKib() / KIB_PER_MIB);
      part.put("restarts", report.restarts());
      boolean runs = report.pid() != 0;
      part.put("upSeconds", runs ? Duration.between(report.since(), now).toSeconds() : 0);
    }
  }

  private void charts(ArrayNode charts, Instant now) throws IOException, InterruptedException {
    for (Chart chart : Chart.all()) {
      ObjectNode drawn = charts.addObject();
      drawn.put("id", chart.id());
      drawn.put("title", chart.title());
      drawn.put("question", chart.question());
      drawn.put("unit", chart.unit());
      if (!Double.isNaN(chart.worrying())) {
        drawn.put("worrying", chart.worrying());
      }
      ArrayNode lines = drawn.putArray("lines");
      for (JsonNode series : metrics.lately(chart.query(), now)) {
        ObjectNode line = lines.addObject();
        line.put("name", series.path("metric").path("line").asString(""));
        points(line.putArray("points"), series);
      }
    }
  }

  /** Pairs of seconds since 1970 and value; what is no number is left out. */
  private static void points(ArrayNode points, JsonNode series) {
    for (JsonNode pair : series.path("values")) {
      double value = Double.parseDouble(pair.path(1).asString("NaN").replace("Inf", "Infinity"));
      if (Double.isFinite(value)) {
        points.addArray().add(pair.path(0).asLong()).add(value);
      }
    }
  }

  private void breakers(ArrayNode breakers) throws IOException, InterruptedException {
    for (JsonNode series : metrics.now(BREAKERS)) {
      ObjectNode breaker = breakers.addObject();
      breaker.put("service", series.path("metric").path("job").asString(""));
      breaker.put("name", series.path("metric").path("name").asString(""));
      breaker.put("state", series.path("metric").path("state").asString(""));
    }
  }

  /** Without the one that always fires. */
  private void alerts(ArrayNode alerts) throws IOException, InterruptedException {
    StreamSupport.stream(metrics.alerts().spliterator(), false)
        .filter(alert -> !alert.at("/labels/severity").asString("").equals("none"))
        .forEach(alert -> {
          ObjectNode shown = alerts.addObject();
          shown.put("name", alert.at("/labels/alertname").asString(""));
          shown.put("severity", alert.at("/labels/severity").asString(""));
          shown.put("state", alert.path("state").asString(""));
          shown.put("summary", alert.at("/annotations/summary").asString(""));
          shown.put("page", alert.at("/annotations/runbook_url").asString(""));
        });
  }
}
