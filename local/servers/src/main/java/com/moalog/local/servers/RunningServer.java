package com.moalog.local.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A {@link LocalServer} that this JVM started as its child. A test may stop it, kill it and start
 * it again; when the JVM dies, however that happens, the server dies with it.
 *
 * <p>Not thread-safe: one owner.
 */
public final class RunningServer<S extends LocalServer> implements AutoCloseable {

  /** Longest time from the start of the process to its first healthy answer. */
  public static final Duration START_LIMIT = Duration.ofSeconds(90);

  /** Longest orderly stop before the process is killed. */
  public static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final Duration CHILD_LIMIT = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 25;
  private static final int LOG_TAIL_CHARACTERS = 1_500;

  private final S server;
  private final Path log;
  private Process process;

  private RunningServer(S server, Path log, Process process) {
    this.server = server;
    this.log = log;
    this.process = process;
  }

  /**
   * Prepares and starts the server and waits until it is healthy.
   *
   * @throws IOException when it does not become healthy, with the end of its log
   */
  public static <S extends LocalServer> RunningServer<S> start(S server) throws IOException {
    server.prepare();
    Path log = server.command().directory().resolve("server.log");
    RunningServer<S> running = new RunningServer<>(server, log, launch(server, log));
    running.awaitHealthy();
    return running;
  }

  private static Process launch(LocalServer server, Path log) throws IOException {
    LocalServer.Command command = server.command();
    ProcessBuilder builder =
        new ProcessBuilder(command.arguments())
            .directory(command.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(command.environment());
    Process process = builder.start();
    Guard.of(process);
    return process;
  }

  private void awaitHealthy() throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!server.isHealthy()) {
      if (!process.isAlive()) {
        throw failure("ended with status " + process.exitValue());
      }
      if (System.nanoTime() - deadline > 0) {
        kill();
        throw failure("was not healthy after " + START_LIMIT.toSeconds() + " s");
      }
      waitFor(POLL_MILLIS);
    }
  }

  private IOException failure(String what) throws IOException {
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    String tail = text.substring(Math.max(0, text.length() - LOG_TAIL_CHARACTERS));
    return new IOException(
        server.name() + " on port " + server.port() + " " + what + "; log " + log + ":\n" + tail);
  }

  private boolean waitFor(long millis) throws IOException {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      throw new IOException("interrupted while waiting for " + server.name(), e);
    }
  }

  /** Starts a stopped or killed server again on the same data and waits until it is healthy. */
  public void restart() throws IOException {
    if (process.isAlive()) {
      stop();
    }
    process = launch(server, log);
    awaitHealthy();
  }

  /** Asks the server to stop and waits; after {@link #STOP_LIMIT} it is killed. */
  public void stop() throws IOException {
    process.destroy();
    if (!waitFor(STOP_LIMIT.toMillis())) {
      kill();
    }
  }

  /** Ends the server at once, as {@code kill -9} does, with the processes it started. */
  public void kill() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
    // What they share, as PostgreSQL's do, is free only when the last has ended.
    children.stream()
        .map(child ->
            child.onExit().completeOnTimeout(child, CHILD_LIMIT.toMillis(), TimeUnit.MILLISECONDS))
        .toList()
        .forEach(CompletableFuture::join);
  }

  /** Suspends the server: it still accepts connections, and answers nothing. */
  public void freeze() throws IOException {
    signal("STOP");
  }

  /** Lets a suspended server go on. */
  public void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    Tool.run(
        List.of("kill", "-" + name, process.pid() + ""), Map.of(), server.command().directory());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public S server() {
    return server;
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
