package com.moalog.deploy.kubernetes;

import com.moalog.deploy.Node;
import java.util.Map;
import java.util.stream.Collectors;

/** One document of a rendered tree. Immutable. */
record Manifest(Node yaml) {

  private static final String NAME_LABEL = "app.kubernetes.io/name";

  String kind() {
    return yaml.at("kind").text();
  }

  String apiVersion() {
    return yaml.at("apiVersion").text();
  }

  String name() {
    return yaml.at("metadata", "name").text();
  }

  String namespace() {
    return yaml.at("metadata", "namespace").text();
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }

  boolean hasPods() {
    return podTemplate().exists();
  }

  /** The pods that it makes; nothing when it makes none. */
  Node podTemplate() {
    return switch (kind()) {
      case "Deployment", "StatefulSet", "DaemonSet", "Job" -> yaml.at("spec", "template");
      case "CronJob" -> yaml.at("spec", "jobTemplate", "spec", "template");
      default -> new Node(null);
    };
  }

  Node podSpec() {
    return podTemplate().at("spec");
  }

  /** The only container; no pod of the platform has two. */
  Node container() {
    return podSpec().at("containers").items().getFirst();
  }

  Map<String, String> podLabels() {
    return labels(podTemplate().at("metadata", "labels"));
  }

  /** The value of the label by which all selectors of the platform choose. */
  String app() {
    return podLabels().getOrDefault(NAME_LABEL, "");
  }

  boolean isSelectedBy(Node matchLabels) {
    return podLabels().entrySet().containsAll(labels(matchLabels).entrySet());
  }

  static Map<String, String> labels(Node labels) {
    return labels.fields().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, label -> label.getValue().text()));
  }
}
