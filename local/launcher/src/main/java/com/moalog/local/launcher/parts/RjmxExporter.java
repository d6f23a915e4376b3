package com.moalog.local.launcher.parts;

import com.moalog.local.servers.HttpHealth;
import com.moalog.local.servers.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The exporter of JMX metrics: the native binary where the build could make it, otherwise the build
 * for the JVM. Runs from a copy. Immutable.
 */
record RjmxExporter(String name, int port, Program program, Map<String, String> environment)
    implements LocalServer {

  RjmxExporter {
    environment = Map.copyOf(environment);
  }

  /**
   * Its two builds.
   *
   * @param binary may not be there
   * @param jar for the JVM; its folder also takes the copy of the binary
   */
  record Program(Path binary, StagedJar jar) {

    Path copy() {
      return jar.directory().resolve(binary.getFileName());
    }
  }

  /** Which of its builds runs. */
  String kind() {
    return Files.isExecutable(program.binary()) ? "(native)" : "(JVM)";
  }

  @Override
  public void prepare() throws IOException {
    if (Files.isExecutable(program.binary())) {
      Files.createDirectories(program.jar().directory());
      Path fresh = program.copy().resolveSibling(program.copy().getFileName() + ".new");
      Files.copy(
          program.binary(),
          fresh,
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(fresh, program.copy(), StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.deleteIfExists(program.copy());
      program.jar().stage();
    }
  }

  @Override
  public Command command() {
    List<String> arguments =
        Files.isExecutable(program.copy())
            ? List.of(program.copy().toString())
            : List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                program.jar().staged().toString());
    return new Command(arguments, environment, program.jar().directory());
  }

  @Override
  public boolean isHealthy() {
    return HttpHealth.answers(port, "/health");
  }
}
