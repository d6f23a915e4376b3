package com.moalog.platform;

import com.moalog.chaos.platform.Prometheus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The queries of Grafana's dashboards, as Grafana sends them with its variables at "all". */
final class Dashboards {

  private static final Path FOLDER =
      Path.of(System.getProperty("moalog.root"), "monitoring/grafana/dashboards");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern VARIABLE_MATCH = Pattern.compile("=~?\"\\$\\{?\\w+}?\"");

  private Dashboards() {}

  /** A query of a panel. */
  record Query(String dashboard, String panel, String expression) {}

  static List<Query> queries() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().flatMap(Dashboards::queriesOf).toList();
    }
  }

  private static Stream<Query> queriesOf(Path file) {
    try {
      String name = file.getFileName().toString();
      return panels(JSON.readTree(Files.readString(file)))
          .flatMap(panel -> queriesOf(name, panel))
          .filter(query -> !query.expression().isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> panels(JsonNode parent) {
    return Prometheus.each(parent.path("panels"))
        .flatMap(panel -> Stream.concat(Stream.of(panel), panels(panel)));
  }

  private static Stream<Query> queriesOf(String dashboard, JsonNode panel) {
    return Prometheus.each(panel.path("targets"))
        .map(target -> target.path("expr").asString(""))
        .map(expression ->
            new Query(dashboard, panel.path("title").asString(""), filledIn(expression)));
  }

  private static String filledIn(String expression) {
    String times =
        expression
            .replace("$__rate_interval", "1m")
            .replace("$__interval", "1m")
            .replace("$__range", "5m");
    return VARIABLE_MATCH.matcher(times).replaceAll("=~\".*\"");
  }
}
