package com.moalog.rjmx.compare;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The builds of the exporter that must behave the same. */
enum Build {
  NATIVE,
  JVM;

  /** The command line without flags. */
  List<String> command() {
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
