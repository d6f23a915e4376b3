package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The platform's rule files, unmodified, feed every query of the JVM dashboard. */
class JvmDashboardTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern METRIC = Pattern.compile("\\b(jvm_\\w+)\\{");
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** A JVM to be watched. */
  record Watched(Path home, String agent, String collector) {
    @Override
    public String toString() {
      return home.getFileName() + " " + agent + " " + collector;
    }
  }

  static List<Watched> jvms() throws Exception {
    List<Watched> all = new ArrayList<>();
    for (Path home : homes()) {
      for (String agent : List.of("jolokia-1.jar", "jolokia-2.jar")) {
        for (String collector : List.of("G1GC", "SerialGC", "ParallelGC", "ZGC")) {
          all.add(new Watched(home, agent, collector));
        }
      }
    }
    // Every combination with -Drjmx.jvms=all; else one of each agent and all collectors.
    return System.getProperty("rjmx.jvms", "few").equals("all") ? all : few(all);
  }

  private static List<Watched> few(List<Watched> all) {
    List<Watched> few = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 3) {
      few.add(all.get(i));
    }
    return few;
  }

  /** The JDK of the build, and JDK 17 where there is one. */
  private static List<Path> homes() throws Exception {
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Path folder = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> others = Files.list(folder)) {
        others
            .filter(home -> home.getFileName().toString().contains("17"))
            .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
            .findFirst()
            .ifPresent(homes::add);
      }
    }
    return homes;
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void noQueryOfTheDashboardIsEmpty(Watched watched) throws Exception {
    try (JvmUnderWatch jvm =
        JvmUnderWatch.start(watched.home(), watched.agent(), watched.collector())) {
      Path beside = ROOT.resolve("rjmx-exporter/config/rate-limiter.yaml");
      feedsTheDashboard(beside, Map.of("RJMX_JOLOKIA_URL", jvm.url()));
      feedsTheDashboard(ConfigFile.of(ConfigFile.kubernetesRules(jvm.url())), Map.of());
    }
  }

  private static void feedsTheDashboard(Path config, Map<String, String> variables)
      throws Exception {
    TreeSet<String> asked = new TreeSet<>();
    METRIC
        .matcher(Files.readString(ROOT.resolve("monitoring/grafana/dashboards/jvm-detail.json")))
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(asked::add);
    assertThat(asked).hasSizeGreaterThanOrEqualTo(6);
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("RJMX_EMIT_ORIGINAL_CASE", "true");
    try (RunningExporter exporter = RunningExporter.start(Build.NATIVE, config, environment)) {
      String metrics = metricsOfTheTarget(exporter);
      for (String name : asked) {
        assertThat(metrics).containsPattern("(?m)^" + name + "(\\{.*})? [0-9]");
      }
      assertThat(metrics)
          .containsPattern("(?m)^jvm_gc_collection_count\\{gc=\"[^\"]+\"} [0-9]")
          .containsPattern("(?m)^jvm_gc_collection_time_ms\\{gc=\"[^\"]+\"} [0-9]");
    }
  }

  private static String metricsOfTheTarget(RunningExporter exporter) throws Exception {
    long until = System.nanoTime() + LIMIT_NANOS;
    String metrics = exporter.metrics();
    while (!Pattern.compile("(?m)^rjmx_up\\{.*} 1$").matcher(metrics).find()) {
      assertThat(System.nanoTime()).as(exporter.log()).isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(100);
      metrics = exporter.metrics();
    }
    return metrics;
  }
}
