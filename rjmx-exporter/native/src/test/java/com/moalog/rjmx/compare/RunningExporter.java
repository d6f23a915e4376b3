package com.moalog.rjmx.compare;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An exporter in a process of its own. */
final class RunningExporter implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final int port;
  private final Path log;

  private RunningExporter(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts one and waits until it answers. */
  static RunningExporter start(Build build, Path config, Map<String, String> environment)
      throws IOException, InterruptedException {
    return start(build.command(), config, environment);
  }

  static RunningExporter start(List<String> program, Path config, Map<String, String> environment)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(program);
    command.addAll(
        List.of("-c", config.toString(), "-p", "" + port, "--bind-address", "127.0.0.1"));
    Path log =
        Files.createTempFile(Files.createDirectories(Path.of("target/logs")), "exporter", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    RunningExporter exporter = new RunningExporter(builder.start(), port, log);
    long until = System.nanoTime() + LIMIT.toNanos();
    while (!exporter.answers()) {
      if (!exporter.process.isAlive() || System.nanoTime() > until) {
        exporter.close();
        throw new IOException("the exporter does not answer: " + exporter.log());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return exporter;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return get("/health").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(LIMIT);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(LIMIT)
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  String metrics() throws IOException, InterruptedException {
    return get("/metrics").body();
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Process process() {
    return process;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Resident memory in kB. */
  long residentKb() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return -1;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().get(5, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException stillThere) {
      process.destroyForcibly().onExit().join();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
