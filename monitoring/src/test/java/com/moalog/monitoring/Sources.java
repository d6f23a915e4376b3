package com.moalog.monitoring;

import com.moalog.local.servers.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the files of {@code monitoring/}. */
final class Sources {

  static final Path FOLDER = Repository.root().resolve("monitoring");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Sources() {}

  /** An alerting or recording rule. */
  record Rule(String name, boolean isAlert, String expr, Map<?, ?> yaml) {

    String annotation(String key) {
      Object annotations = yaml.get("annotations");
      return annotations instanceof Map<?, ?> map ? String.valueOf(map.get(key)) : "";
    }

    String severity() {
      return yaml.get("labels") instanceof Map<?, ?> map ? String.valueOf(map.get("severity")) : "";
    }
  }

  static Map<?, ?> yaml(String file) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions()))
          .load(Files.readString(FOLDER.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Map<?, ?>> list(Map<?, ?> parent, String key) {
    List<Map<?, ?>> found = new ArrayList<>();
    if (parent.get(key) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> map) {
          found.add(map);
        }
      }
    }
    return found;
  }

  static List<Rule> rules() {
    return Stream.of("prometheus/alert-rules.yml", "prometheus/slo-rules.yml")
        .flatMap(file -> list(yaml(file), "groups").stream())
        .flatMap(group -> list(group, "rules").stream())
        .map(Sources::rule)
        .toList();
  }

  private static Rule rule(Map<?, ?> rule) {
    boolean isAlert = rule.containsKey("alert");
    Object name = rule.get(isAlert ? "alert" : "record");
    return new Rule(String.valueOf(name), isAlert, String.valueOf(rule.get("expr")), rule);
  }

  static List<JsonNode> dashboards() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("grafana/dashboards"))) {
      return files.sorted().map(file -> JSON.readTree(file.toFile())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
