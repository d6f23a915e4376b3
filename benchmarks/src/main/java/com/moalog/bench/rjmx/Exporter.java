package com.moalog.bench.rjmx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that answers scrapes and how to start it. Immutable.
 *
 * @param command without its port
 * @param portFlags by which it is told where to listen
 * @param health a path that answers as soon as it serves
 * @param file whose size is told
 */
record Exporter(String name, List<String> command, PortFlags portFlags, String health, Path file) {

  Exporter {
    command = List.copyOf(command);
  }

  /** How a program is told its port and its configuration. */
  interface PortFlags {
    List<String> of(int port);
  }

  static Exporter binary(Programs programs, int jolokiaPort) {
    return new Exporter(
        "native binary",
        List.of(programs.binary().toString()),
        own(programs.rules(), jolokiaPort),
        "/health",
        programs.binary());
  }

  /** With what the platform reads of a service: few MBeans by their names. */
  static Exporter ofThePlatform(Programs programs, int jolokiaPort) {
    return new Exporter(
        "native binary, the platform's rules",
        List.of(programs.binary().toString()),
        own(programs.platformRules(), jolokiaPort),
        "/health",
        programs.binary());
  }

  /** As {@code ./moalog up} starts it where no binary could be built. */
  static Exporter onTheJvm(Programs programs, int jolokiaPort) {
    return new Exporter(
        "our build on the JVM",
        List.of(
            Programs.java(),
            "-Xmx24m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            programs.jar().toString()),
        own(programs.rules(), jolokiaPort),
        "/health",
        programs.jar());
  }

  private static PortFlags own(Path rules, int jolokiaPort) {
    return port ->
        List.of(
            "-c",
            rules.toString(),
            "--bind-address",
            "127.0.0.1",
            "-p",
            Integer.toString(port),
            "--jolokia-url",
            "http://127.0.0.1:" + jolokiaPort + "/jolokia");
  }

  /** With flags that save memory as ours do; without any it takes three times as much. */
  static Exporter standalone(Programs programs, int jmxPort) throws IOException {
    String rules = programs.rulesFor(jmxPort).toString();
    return new Exporter(
        "jmx_exporter standalone",
        List.of(
            Programs.java(),
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            programs.jmxExporter().toString()),
        port -> List.of("127.0.0.1:" + port, rules),
        "/-/healthy",
        programs.jmxExporter());
  }

  double sizeMegabytes() throws IOException {
    return Files.size(file) / 1_000_000.0;
  }

  /** Variables that would change what is measured are not passed on. */
  Map<String, String> environment() {
    return Map.of("RJMX_LOG_LEVEL", "warn");
  }
}
