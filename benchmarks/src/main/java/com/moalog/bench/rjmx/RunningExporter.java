package com.moalog.bench.rjmx;

import com.moalog.bench.measure.HttpConnection;
import com.moalog.bench.measure.HttpRequestBytes;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An exporter in a process of its own, with the times of its start. One owner. */
final class RunningExporter implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long POLL_NANOS = 100_000;

  private final Process process;
  private final int port;
  private final FirstAnswer firstAnswer;

  private RunningExporter(Process process, int port, FirstAnswer firstAnswer) {
    this.process = process;
    this.port = port;
    this.firstAnswer = firstAnswer;
  }

  /**
   * How a start went.
   *
   * @param millis from before the process was there to its first answer
   * @param cpuMillis that the process had used by then
   */
  record FirstAnswer(double millis, double cpuMillis) {}

  static RunningExporter start(Exporter exporter) throws IOException {
    return start(exporter, List.of());
  }

  /**
   * Starts one and waits, without a rest, for its first answer.
   *
   * @param launcher a program that becomes the exporter, in front of its command; often empty
   */
  static RunningExporter start(Exporter exporter, List<String> launcher) throws IOException {
    int port = TestServers.freePort();
    List<String> command = new ArrayList<>(launcher);
    command.addAll(exporter.command());
    command.addAll(exporter.portFlags().of(port));
    Path log = Path.of("target", "bench", "rjmx", "exporter-" + port + ".log").toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(exporter.environment());
    byte[] request = HttpRequestBytes.of("GET", exporter.health(), Map.of());
    long began = System.nanoTime();
    Process process = builder.start();
    while (!answers(port, request)) {
      if (!process.isAlive() || System.nanoTime() - began > LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new IOException(exporter.name() + " does not answer; log " + log);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    double millis = (System.nanoTime() - began) / 1e6;
    double cpuMillis = ProcessorTime.nanos(process.pid()) / 1e6;
    return new RunningExporter(process, port, new FirstAnswer(millis, cpuMillis));
  }

  private static boolean answers(int port, byte[] request) {
    try (HttpConnection connection = new HttpConnection(port)) {
      return connection.exchange(request) == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  FirstAnswer firstAnswer() {
    return firstAnswer;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
