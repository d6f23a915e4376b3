package com.moalog.bench.rjmx;

import com.moalog.local.servers.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The files that are compared. Immutable.
 *
 * @param folder for configuration files
 * @param rules one file for everybody, in jmx_exporter's language
 */
record Programs(Path folder, Path rules) {

  private static final String MODULE = "rjmx-exporter";

  /**
   * Writes the configuration.
   *
   * @throws IOException naming what is not built
   */
  static Programs prepare() throws IOException {
    Path folder = Path.of("target", "bench", "rjmx").toAbsolutePath();
    Files.createDirectories(folder);
    Path rules = folder.resolve("rules.yaml");
    try (InputStream text = Programs.class.getResourceAsStream("rules.yaml")) {
      Files.write(rules, Objects.requireNonNull(text, "rules.yaml").readAllBytes());
    }
    Programs programs = new Programs(folder, rules);
    for (Path needed :
        List.of(
            programs.binary(),
            programs.jar(),
            programs.jolokia(),
            programs.jmxExporter(),
            programs.jmxExporterAgent())) {
      if (!Files.isRegularFile(needed)) {
        throw new IOException(needed + " is not there: ./moalog build, with a C compiler");
      }
    }
    return programs;
  }

  /** jmx_exporter standalone wants the address of the JVM in its file. */
  Path rulesFor(int jmxPort) throws IOException {
    Path file = folder.resolve("rules-" + jmxPort + ".yaml");
    return Files.writeString(
        file, "hostPort: 127.0.0.1:" + jmxPort + "\n" + Files.readString(rules));
  }

  Path binary() {
    return module("native/target/native/rjmx-exporter");
  }

  Path jar() {
    return module("jvm/target/rjmx-exporter.jar");
  }

  Path platformRules() {
    return module("config/rate-limiter.yaml");
  }

  Path jolokia() {
    return module("native/target/foreign/jolokia-2.jar");
  }

  Path jmxExporter() {
    return module("native/target/foreign/jmx-exporter.jar");
  }

  Path jmxExporterAgent() {
    return module("native/target/foreign/jmx-exporter-agent.jar");
  }

  private static Path module(String path) {
    return Repository.root().resolve(MODULE).resolve(path);
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Where the classes of this program are. */
  static Path ownClasses() {
    try {
      return Path.of(Programs.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("classes come from a file", impossible);
    }
  }
}
