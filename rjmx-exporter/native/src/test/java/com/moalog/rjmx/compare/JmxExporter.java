package com.moalog.rjmx.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prometheus' own exporter as a process of its own; it reads its target over RMI. */
final class JmxExporter implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path JAR = Path.of("target/foreign/jmx-exporter.jar").toAbsolutePath();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final URI metrics;

  JmxExporter(Path config) throws IOException {
    int port = RunningExporter.freePort();
    log = Files.createTempFile(Files.createDirectories(Path.of("target/logs")), "jmx", ".log");
    metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
    process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx64m",
                    "-jar",
                    JAR.toString(),
                    "127.0.0.1:" + port,
                    config.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  /** Scrapes as soon as it answers. */
  String metrics() throws IOException, InterruptedException {
    long until = System.nanoTime() + LIMIT.toNanos();
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(LIMIT).build();
    while (process.isAlive() && System.nanoTime() < until) {
      try {
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IOException("jmx_exporter does not answer: " + Files.readString(log));
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    client.close();
  }
}
