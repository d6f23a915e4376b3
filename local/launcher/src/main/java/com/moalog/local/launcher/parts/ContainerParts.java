package com.moalog.local.launcher.parts;

import java.util.List;

/** The parts of the platform that run in containers only, by the names of their services. */
public final class ContainerParts {

  private ContainerParts() {}

  /** In the order of the platform's list of services. */
  public static List<String> names() {
    return List.of("grafana", "loki", "alloy", "jaeger", "otel-collector", "docker-socket-proxy");
  }
}
