package com.moalog.local.servers;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Prometheus, Alertmanager, their tools and the exporters, from the distribution's packages:
 * fetched once, about 50 MB. Thread-safe.
 */
public final class MonitoringPrograms {

  private static final String FOLDER = "monitoring-bookworm-2";
  private static final List<String> PACKAGES =
      List.of(
          "prometheus",
          "libjs-bootstrap4",
          "libjs-d3",
          "libjs-eonasdan-bootstrap-datetimepicker",
          "libjs-jquery",
          "libjs-jquery-hotkeys",
          "libjs-moment",
          "libjs-moment-timezone",
          "libjs-mustache",
          "libjs-popper.js",
          "libjs-rickshaw",
          "prometheus-alertmanager",
          "prometheus-redis-exporter",
          "prometheus-mysqld-exporter",
          "prometheus-postgres-exporter",
          "prometheus-node-exporter");

  private static final String FIXED_FOLDER = "/usr/share/prometheus/alertmanager";
  private static final String RELATIVE_FOLDER = ".//////////prometheus/alertmanager";

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
            relocateAlertmanager(folder.resolve("usr/bin/prometheus-alertmanager"));
          } catch (IOException e) {
            throw new IOException(
                "monitoring needs the Debian packages "
                    + String.join(", ", PACKAGES)
                    + ", and apt could not fetch them",
                e);
          }
        });
  }

  /** Where the programs are started: the relocated Alertmanager finds its templates from here. */
  static Path workingDirectory(Path root) {
    return root.resolve("usr/share");
  }

  /**
   * Debian's build reads its templates from a fixed folder, where only root can put them. The path
   * in the program becomes one of the same length that is relative to its working directory.
   */
  private static void relocateAlertmanager(Path program) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel file =
            FileChannel.open(program, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment bytes = file.map(FileChannel.MapMode.READ_WRITE, 0, file.size(), arena);
      if (replace(bytes, segmentOf(FIXED_FOLDER), segmentOf(RELATIVE_FOLDER)) == 0) {
        throw new IOException(program + " does not name " + FIXED_FOLDER + ": another version?");
      }
    }
  }

  private static MemorySegment segmentOf(String text) {
    return MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns how many places were changed; both texts have the same length. */
  private static int replace(MemorySegment bytes, MemorySegment from, MemorySegment to) {
    byte first = from.get(ValueLayout.JAVA_BYTE, 0);
    int changed = 0;
    for (long at = 0; at + from.byteSize() <= bytes.byteSize(); at++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, at) == first
          && bytes.asSlice(at, from.byteSize()).mismatch(from) < 0) {
        bytes.asSlice(at, to.byteSize()).copyFrom(to);
        changed++;
      }
    }
    return changed;
  }
}
