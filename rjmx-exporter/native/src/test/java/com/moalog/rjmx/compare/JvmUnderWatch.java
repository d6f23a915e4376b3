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
  private final int jmxPort;

  private JvmUnderWatch(Process process, int port, int jmxPort) {
    this.process = process;
    this.port = port;
    this.jmxPort = jmxPort;
  }

  /**
   * Starts one.
   *
   * @param home of a JDK, 17 or later
   * @param agent {@code jolokia-1.jar} or {@code jolokia-2.jar}
   */
  static JvmUnderWatch start(Path home, String agent, String collector) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/idle"));
    Path source = Files.writeString(folder.resolve("Idle.java"), PROGRAM);
    List<String> flags = List.of("-Xmx96m", "-XX:+Use" + collector);
    return start(home, agent, flags, source, RunningExporter.freePort());
  }

  /**
   * Starts a program from its source that can also be read over RMI, as jmx_exporter does, and
   * waits until it says that it is ready.
   */
  static JvmUnderWatch startForBoth(Path source) throws IOException, InterruptedException {
    int jmxPort = RunningExporter.freePort();
    List<String> flags =
        List.of(
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-Djava.rmi.server.hostname=127.0.0.1",
            "-Dcom.sun.management.jmxremote.host=127.0.0.1",
            "-Dcom.sun.management.jmxremote.port=" + jmxPort,
            "-Dcom.sun.management.jmxremote.rmi.port=" + jmxPort,
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false");
    Path home = Path.of(System.getProperty("java.home"));
    JvmUnderWatch jvm = start(home, "jolokia-2.jar", flags, source, jmxPort);
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!Files.readString(log(jvm.port)).contains("ready\n")) {
      if (!jvm.process.isAlive() || System.nanoTime() > until) {
        jvm.close();
        throw new IOException("the program is not ready: " + Files.readString(log(jvm.port)));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return jvm;
  }

  private static JvmUnderWatch start(
      Path home, String agent, List<String> flags, Path source, int jmxPort) throws IOException {
    int port = RunningExporter.freePort();
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(flags);
    command.add(
        "-javaagent:"
            + FOREIGN.resolve(agent)
            + "=host=127.0.0.1,discoveryEnabled=false,port="
            + port);
    command.add(source.toString());
    Files.createDirectories(log(port).getParent());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log(port).toFile())
            .start();
    return new JvmUnderWatch(process, port, jmxPort);
  }

  private static Path log(int port) {
    return Path.of("target/idle/idle-" + port + ".log");
  }

  /** Where it can be read over RMI. */
  String hostPort() {
    return "127.0.0.1:" + jmxPort;
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
