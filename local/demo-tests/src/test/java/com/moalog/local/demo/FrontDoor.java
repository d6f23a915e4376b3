package com.moalog.local.demo;

import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The front door of a platform of the test's own: its program as the script {@code moalog} starts
 * it, with every port free and all state below {@code target}.
 */
final class FrontDoor {

  private static final int LIMIT_SECONDS = 240;

  private static final List<String> PORTS =
      List.of(
          "SERVER_PORT",
          "RATE_LIMITER_PORT",
          "FLUXPAY_PORT",
          "SANDBOX_PORT",
          "REDIS_PORT",
          "MYSQL_PORT",
          "FLUXPAY_POSTGRES_PORT",
          "KAFKA_PORT",
          "KAFKA_CONTROLLER_PORT");

  private final Path root = Path.of(System.getProperty("moalog.root", "../.."));
  private final Path state;
  private final Map<String, String> environment = new HashMap<>();

  /** What a command did. */
  record Run(int exitCode, String out, String err) {}

  FrontDoor(Path state) throws IOException {
    this.state = state;
    environment.put("MOALOG_ROOT", root.toAbsolutePath().normalize().toString());
    environment.put("MOALOG_STATE_DIR", state.toAbsolutePath().toString());
    for (String port : PORTS) {
      environment.put(port, Integer.toString(TestServers.freePort()));
    }
  }

  int port(String variable) {
    return Integer.parseInt(environment.getOrDefault(variable, "0"));
  }

  Run run(String command) throws IOException, InterruptedException {
    return run(command, Map.of());
  }

  /** Runs a command to its end; {@code changes} win over the platform's own environment. */
  Run run(String command, Map<String, String> changes) throws IOException, InterruptedException {
    Path out = Files.createTempFile(state, command, ".out");
    Path err = Files.createTempFile(state, command, ".err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-jar",
                root.resolve("local/launcher/target/local-launcher.jar").toString(),
                command)
            .directory(root.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.environment().putAll(changes);
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end in " + LIMIT_SECONDS + " s");
    }
    return new Run(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /** The reports that the demo has left. */
  List<Path> reports() throws IOException {
    try (Stream<Path> files = Files.list(state.resolve("demo"))) {
      return files.filter(file -> file.toString().endsWith(".pdf")).toList();
    }
  }
}
