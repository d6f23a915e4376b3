package com.moalog.rjmx.serve;

import com.moalog.rjmx.http.Version;
import com.moalog.rjmx.metric.Label;
import com.moalog.rjmx.metric.MetricType;
import com.moalog.rjmx.metric.Sample;
import com.moalog.rjmx.rule.RuleSet;
import com.moalog.rjmx.scrape.Target;
import com.moalog.rjmx.scrape.Targets;
import java.util.List;

/** What the exporter tells about itself. */
final class SelfMetrics {

  private final Targets targets;
  private final Reloads reloads;
  private final boolean jmx;

  SelfMetrics(Targets targets, Reloads reloads, boolean jmx) {
    this.targets = targets;
    this.reloads = reloads;
    this.jmx = jmx;
  }

  /**
   * One answer of the metrics path.
   *
   * @param seconds how long it took to come by
   * @param samples how many came from targets
   * @param timeouts of all scrapes so far
   * @param late targets that have not answered in the time of the one who asks
   */
  record Scrape(double seconds, int samples, int errors, long timeouts, List<Target> late) {}

  /** Connections of the server now. */
  record Connections(int active, int idle) {}

  void add(List<Sample> samples, Scrape scrape, Connections connections, long duplicates) {
    samples.add(
        Sample.of("rjmx_exporter_info", MetricType.GAUGE, 1, new Label("version", Version.NUMBER)));
    gauge(samples, "rjmx_exporter_scrape_duration_seconds", scrape.seconds());
    gauge(samples, "rjmx_exporter_scrape_errors", scrape.errors());
    gauge(samples, "rjmx_exporter_metrics_scraped", scrape.samples());
    gauge(samples, "rjmx_http_connections_active", connections.active());
    gauge(samples, "rjmx_http_connections_idle", connections.idle());
    counter(samples, "rjmx_duplicate_series_total", duplicates);
    counter(samples, "rjmx_null_values_total", targets.nulls());
    counter(samples, "rjmx_config_reload_total", reloads.successes());
    counter(samples, "rjmx_config_reload_failures_total", reloads.failures());
    gauge(samples, "rjmx_config_last_reload_timestamp", reloads.lastSeconds());
    targets.all().forEach(target -> addTarget(samples, target, scrape.late()));
    addRules(samples, targets.rules());
    if (jmx) {
      addJmx(samples, scrape);
    }
  }

  private static void addTarget(List<Sample> samples, Target target, List<Target> late) {
    Label label = new Label("target", target.settings().name());
    gauge(samples, "rjmx_up", target.isUp() && !late.contains(target) ? 1 : 0, label);
    counter(samples, "rjmx_scrape_success_total", target.successes(), label);
    counter(samples, "rjmx_scrape_failure_total", target.failures(), label);
    gauge(samples, "rjmx_response_bytes", (double) target.responseBytes(), label);
    counter(samples, "rjmx_attribute_errors_total", target.attributeErrors(), label);
  }

  private static void addRules(List<Sample> samples, RuleSet rules) {
    for (int i = 0; i < rules.rules().size(); i++) {
      Label label = new Label("rule", Integer.toString(i + 1));
      counter(samples, "rjmx_rule_matches_total", rules.matches(i), label);
      counter(samples, "rjmx_rule_errors_total", rules.errors(i), label);
    }
  }

  private void addJmx(List<Sample> samples, Scrape scrape) {
    gauge(samples, "jmx_scrape_duration_seconds", scrape.seconds());
    gauge(samples, "jmx_scrape_error", scrape.errors() > 0 ? 1 : 0);
    int beans = targets.all().stream().mapToInt(Target::cachedBeans).sum();
    gauge(samples, "jmx_scrape_cached_beans", beans);
    counter(samples, "jmx_scrape_timeout_total", scrape.timeouts());
    counter(samples, "jmx_config_reload_success_total", reloads.successes());
    counter(samples, "jmx_config_reload_failure_total", reloads.failures());
    samples.add(
        Sample.of(
            "jmx_exporter_build_info",
            MetricType.GAUGE,
            1,
            new Label("version", Version.NUMBER),
            new Label("name", "rjmx-exporter")));
  }

  private static void gauge(List<Sample> samples, String name, double value, Label... labels) {
    samples.add(Sample.of(name, MetricType.GAUGE, value, labels));
  }

  private static void counter(List<Sample> samples, String name, long value, Label... labels) {
    samples.add(Sample.of(name, MetricType.COUNTER, (double) value, labels));
  }
}
