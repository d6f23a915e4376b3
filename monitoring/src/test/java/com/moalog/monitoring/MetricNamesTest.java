package com.moalog.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Repository;
import com.moalog.monitoring.Sources.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody exposes every metric that a rule or a panel asks for; no server is needed to see it. */
class MetricNamesTest {

  private static final Pattern TEXTS = Pattern.compile("\\{[^}]*}|\"[^\"]*\"|\\[[^]]*]");
  private static final Pattern LABEL_LISTS =
      Pattern.compile("\\b(by|on|without|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern NAMES =
      Pattern.compile("(?<![\\w.:$])[A-Za-z_:][\\w:]*+(?!\\s*\\()");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "by", "on", "without", "ignoring");
  private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum|total)$");

  private static final Map<String, String> OWN =
      Map.of(
          "axum_", "moalog-server/src/main",
          "moalog_", "moalog-server/src/main",
          "rate_limiter_", "rate-limiter/server/src/main",
          "fluxpay_", "fluxpay-engine/src/main",
          "rjmx_", "rjmx-exporter/core/src/main");

  @Test
  void everyMetricIsExposedBySomebody() {
    Set<String> recorded =
        Sources.rules().stream()
            .filter(rule -> !rule.isAlert())
            .map(Rule::name)
            .collect(Collectors.toSet());
    Set<String> others = others();
    Set<String> used = used();
    assertThat(used).hasSizeGreaterThan(50);
    Set<String> nobodys = new TreeSet<>();
    for (String name : used) {
      String base = SUFFIX.matcher(name).replaceFirst("");
      boolean known =
          recorded.contains(name) || others.contains(name) || others.contains(base) || isOwn(name);
      if (!known) {
        nobodys.add(name);
      }
    }
    assertThat(nobodys).isEmpty();
  }

  @Test
  void nothingIsListedThatNobodyUses() {
    Set<String> used =
        used().stream()
            .flatMap(name -> Stream.of(name, SUFFIX.matcher(name).replaceFirst("")))
            .collect(Collectors.toSet());
    assertThat(others()).allMatch(used::contains);
  }

  @Test
  void namesAreFoundInAnExpression() {
    assertThat(
            names("sum by (job) (rate(a_total{b=\"c\"}[5m])) / on (x) c:d > 0.5e3 or absent(up)"))
        .containsExactlyInAnyOrder("a_total", "c:d", "up");
  }

  private static Set<String> used() {
    Stream<String> asked =
        Sources.dashboards().stream()
            .flatMap(MetricNamesTest::panels)
            .flatMap(panel -> panel.path("targets").valueStream())
            .filter(target -> !target.at("/datasource/uid").asString("").equals("loki"))
            .map(target -> target.path("expr").asString(""));
    return Stream.concat(asked, Sources.rules().stream().map(Rule::expr))
        .flatMap(expression -> names(expression).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<JsonNode> panels(JsonNode parent) {
    return parent
        .path("panels")
        .valueStream()
        .flatMap(panel -> Stream.concat(Stream.of(panel), panels(panel)));
  }

  private static Set<String> names(String expression) {
    String bare = LABEL_LISTS.matcher(TEXTS.matcher(expression).replaceAll(" ")).replaceAll(" ");
    return NAMES
        .matcher(bare)
        .results()
        .map(MatchResult::group)
        .filter(name -> !WORDS.contains(name))
        .collect(Collectors.toSet());
  }

  private static Set<String> others() {
    try {
      byte[] list =
          MetricNamesTest.class.getResourceAsStream("/exposed-by-others.txt").readAllBytes();
      return new String(list, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOwn(String name) {
    return OWN.entrySet().stream()
        .filter(own -> name.startsWith(own.getKey()))
        .anyMatch(own -> {
          String sources = SourceText.of(own.getValue());
          return literals(name, own.getKey()).anyMatch(sources::contains);
        });
  }

  /** How the name may stand in a source: with dots, without its unit, behind a shared prefix. */
  private static Stream<String> literals(String name, String prefix) {
    String base = SUFFIX.matcher(name).replaceFirst("");
    return Stream.of(name, base)
        .flatMap(one -> Stream.of(one, one.replaceFirst("_seconds$", "")))
        .flatMap(one -> Stream.of(one, one.replace('_', '.'), one.substring(prefix.length() - 1)))
        .map(one -> '"' + one + '"');
  }

  /** All Java sources of a folder. */
  private static final class SourceText {

    private static final Map<String, String> READ =
        OWN.values().stream().distinct().collect(Collectors.toMap(one -> one, SourceText::read));

    static String of(String folder) {
      return READ.getOrDefault(folder, "");
    }

    private static String read(String folder) {
      try (Stream<Path> files = Files.walk(Repository.root().resolve(folder))) {
        List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        StringBuilder all = new StringBuilder();
        for (Path source : sources) {
          all.append(Files.readString(source));
        }
        return all.toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
