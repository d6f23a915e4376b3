package com.moalog.rjmx.compare;

import com.moalog.rjmx.compile.CheckedBinary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The builds of the exporter that must behave the same. */
enum Build {
  NATIVE,
  JVM,
  /** The native one, ended by the first access to memory that is not its own. */
  CHECKED;

  private static Path checked() {
    try {
      return CheckedBinary.get();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** The command line without flags. */
  List<String> command() {
    if (this == CHECKED) {
      // It never gives memory back on purpose, so what is left at the end is no leak.
      return List.of("env", "ASAN_OPTIONS=detect_leaks=0", checked().toString());
    }
    if (this == NATIVE) {
      String binary = System.getProperty("rjmx.binary", "target/native/rjmx-exporter");
      return List.of(Path.of(binary).toAbsolutePath().toString());
    }
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.contains("rjmx-exporter") && !entry.contains("native")) {
        entries.add(entry);
      }
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx256m",
        "-Xss1m",
        "-cp",
        String.join(File.pathSeparator, entries),
        "com.moalog.rjmx.jvm.Main");
  }
}
