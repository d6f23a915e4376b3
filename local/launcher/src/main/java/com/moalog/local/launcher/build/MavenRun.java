package com.moalog.local.launcher.build;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run of Maven: everything it prints goes to a log, the events to a listener.
 *
 * @param program the {@code mvn} to call
 * @param root where the root POM is
 */
record MavenRun(Path program, Path root, Path log) {

  /** Reads what the script {@code moalog} hands over. */
  static MavenRun of(Map<String, String> environment, String logName) {
    Path state = Path.of(required(environment, "MOALOG_STATE_DIR"));
    return new MavenRun(
        Path.of(required(environment, "MOALOG_MAVEN")),
        Path.of(required(environment, "MOALOG_ROOT")),
        state.resolve("logs").resolve(logName));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is not set: start this through ./moalog");
    }
    return value;
  }

  /** Runs to the end and returns Maven's exit code. */
  int run(List<String> arguments, Consumer<String> eachLine)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "-B"));
    command.addAll(arguments);
    Files.createDirectories(log.getParent());
    Process maven =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    maven.getOutputStream().close();
    Thread end = new Thread(maven::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    try (BufferedWriter copy = Files.newBufferedWriter(log);
        BufferedReader output =
            new BufferedReader(
                new InputStreamReader(maven.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        String plain = line.replaceAll("\u001b\\[[0-9;]*m", "");
        copy.write(plain);
        copy.newLine();
        copy.flush();
        eachLine.accept(plain);
      }
    }
    int exit = maven.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    return exit;
  }
}
