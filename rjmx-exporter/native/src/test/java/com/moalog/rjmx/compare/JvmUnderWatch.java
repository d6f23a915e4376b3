package com.moalog.rjmx.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with the agent of Jolokia in it. */
final class JvmUnderWatch implements AutoCloseable {

  private static final Path FOREIGN = Path.of("target/foreign").toAbsolutePath();
  private static final String PROGRAM =
      """
      public class Idle {
        public static void main(String[] arguments) throws Exception {
          System.gc();
          Thread.sleep(300_000);
        }
      }
      """;

  private final Process process;
  private final int port;

  private JvmUnderWatch(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param home of a JDK, 17 or later
   * @param agent {@code jolokia-1.jar} or {@code jolokia-2.jar}
   */
  static JvmUnderWatch start(Path home, String agent, String collector) throws IOException {
    int port = RunningExporter.freePort();
    Path folder = Files.createDirectories(Path.of("target/idle"));
    Path source = Files.writeString(folder.resolve("Idle.java"), PROGRAM);
    List<String> command =
        new ArrayList<>(
            List.of(
                home.resolve("bin/java").toString(),
                "-Xmx96m",
                "-XX:+Use" + collector,
                "-javaagent:"
                    + FOREIGN.resolve(agent)
                    + "=host=127.0.0.1,discoveryEnabled=false,port="
                    + port,
                source.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("idle-" + port + ".log").toFile())
            .start();
    return new JvmUnderWatch(process, port);
  }

  String url() {
    return "http://127.0.0.1:" + port + "/jolokia";
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
