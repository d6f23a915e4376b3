package com.moalog.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A user at the front door, with a state folder and ports of his own. */
final class Moalog {

  private static final Path ROOT = Path.of(System.getProperty("moalog.root"));
  private static final int LIMIT_MINUTES = 6;

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

  private final Path state;
  private final Map<String, String> environment = new HashMap<>();

  /** What a command printed, both streams together. */
  record Result(int exit, List<String> lines) {

    /** The row of the status table about a part, split into its cells. */
    List<String> row(String part) {
      return lines.stream()
          .filter(line -> line.startsWith(part + " "))
          .map(line -> List.of(line.split("  +", -1)))
          .findFirst()
          .orElse(List.of());
    }
  }

  private Moalog(Path state) {
    this.state = state;
  }

  /** A fresh platform; the unpacked database servers are shared with the repository's own. */
  static Moalog fresh(Path state) throws IOException {
    Moalog moalog = new Moalog(state);
    Files.createDirectories(state);
    Path cache = Files.createDirectories(ROOT.resolve(".moalog/cache"));
    if (!Files.exists(state.resolve("cache"))) {
      Files.createSymbolicLink(state.resolve("cache"), cache);
    }
    moalog.environment.put("MOALOG_STATE_DIR", state.toString());
    moalog.environment.put("MOALOG_PREBUILT", "true");
    moalog.takeFreePorts();
    return moalog;
  }

  private void takeFreePorts() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (String port : PORTS) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        environment.put(port, Integer.toString(socket.getLocalPort()));
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("moalog").toString()));
    command.addAll(List.of(arguments));
    Path output = state.resolveSibling("output-of-" + arguments[0] + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Result(process.waitFor(), Files.readAllLines(output));
  }

  /** What {@code kill -9} does to a part. */
  void kill(String part) throws IOException {
    long pid = pid(part);
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  long pid(String part) throws IOException {
    String pidFile = Files.readString(state.resolve("run").resolve(part + ".pid"));
    return Long.parseLong(pidFile.substring(0, pidFile.indexOf(' ')));
  }
}
