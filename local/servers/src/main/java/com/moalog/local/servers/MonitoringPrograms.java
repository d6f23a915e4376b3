package com.moalog.local.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Prometheus, Alertmanager, their tools and the exporters, from the distribution's packages:
 * fetched once, about 45 MB. Thread-safe.
 */
public final class MonitoringPrograms {

  private static final String FOLDER = "monitoring-bookworm-1";
  private static final List<String> PACKAGES =
      List.of(
          "prometheus",
          "prometheus-alertmanager",
          "prometheus-redis-exporter",
          "prometheus-mysqld-exporter",
          "prometheus-postgres-exporter",
          "prometheus-node-exporter");

  private final ProgramCache cache;
  private final Progress progress;

  public MonitoringPrograms(ProgramCache cache, Progress progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * Where a program is, for example {@code promtool}.
   *
   * @throws IOException where the packages cannot be had
   */
  public Path program(String name) throws IOException {
    return root().resolve("usr/bin").resolve(name);
  }

  /** The folder that the packages are unpacked in. */
  Path root() throws IOException {
    return cache.folder(
        FOLDER,
        folder -> {
          progress.report("monitoring: fetching " + String.join(", ", PACKAGES));
          try {
            DebianPackages.fetch(folder, PACKAGES);
          } catch (IOException e) {
            throw new IOException(
                "monitoring needs the Debian packages "
                    + String.join(", ", PACKAGES)
                    + ", and apt could not fetch them",
                e);
          }
        });
  }
}
