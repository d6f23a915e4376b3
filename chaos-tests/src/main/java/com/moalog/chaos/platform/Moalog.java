package com.moalog.chaos.platform;

import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A user at the front door, with a state folder and ports of his own. */
public final class Moalog {

  private static final Path ROOT = Path.of(System.getProperty("moalog.root"));
  private static final int LIMIT_MINUTES = 10;
  private static final Pattern VARIABLE = Pattern.compile("([A-Z_]+)=([^ #]*)(?: +#.*)?");

  private static final List<String> PORTS =
      List.of(
          "SERVER_PORT",
          "RATE_LIMITER_PORT",
          "RATE_LIMITER_GRPC_PORT",
          "FLUXPAY_PORT",
          "SANDBOX_PORT",
          "REDIS_PORT",
          "MYSQL_PORT",
          "FLUXPAY_POSTGRES_PORT",
          "KAFKA_PORT",
          "KAFKA_CONTROLLER_PORT",
          "CONSOLE_PORT",
          "PROMETHEUS_PORT",
          "ALERTMANAGER_PORT",
          "REDIS_EXPORTER_PORT",
          "MYSQLD_EXPORTER_PORT",
          "POSTGRES_EXPORTER_PORT",
          "NODE_EXPORTER_PORT",
          "RJMX_RATE_LIMITER_PORT",
          "RJMX_FLUXPAY_PORT",
          "RATE_LIMITER_JOLOKIA_PORT",
          "FLUXPAY_JOLOKIA_PORT");

  private final Path state;
  private final Map<String, String> environment = new HashMap<>();

  /** How a command ended and what it printed. */
  public record Result(int exit, List<String> out, List<String> err) {

    public List<String> lines() {
      return Stream.concat(out.stream(), err.stream()).toList();
    }

    /** The row of the status table about a part, split into its cells. */
    public List<String> row(String part) {
      return out.stream()
          .filter(line -> line.startsWith(part + " "))
          .map(line -> List.of(line.split("  +", -1)))
          .findFirst()
          .orElse(List.of());
    }
  }

  private Moalog(Path state) {
    this.state = state;
  }

  /**
   * A platform with nothing running; the unpacked database servers are shared with the repository's
   * own. What an aborted run left is stopped first, and this run leaves nothing when it is aborted.
   */
  public static Moalog fresh(Path state) throws IOException, InterruptedException {
    Moalog moalog = new Moalog(state);
    Files.createDirectories(state);
    Path cache = Files.createDirectories(ROOT.resolve(".moalog/cache"));
    if (!Files.exists(state.resolve("cache"))) {
      Files.createSymbolicLink(state.resolve("cache"), cache);
    }
    moalog.environment.putAll(defaults());
    moalog.environment.put("MOALOG_STATE_DIR", state.toString());
    moalog.environment.put("MOALOG_PREBUILT", "true");
    moalog.takeFreePorts();
    moalog.run("down");
    Runtime.getRuntime().addShutdownHook(new Thread(moalog::leaveNothing, "down"));
    return moalog;
  }

  /** Neither the user's shell nor his {@code .env} changes what is tested. */
  private static Map<String, String> defaults() throws IOException {
    Map<String, String> defaults = new HashMap<>();
    for (String line : Files.readAllLines(ROOT.resolve(".env.example"))) {
      Matcher variable = VARIABLE.matcher(line);
      if (variable.matches()) {
        defaults.put(variable.group(1), variable.group(2));
      }
    }
    return defaults;
  }

  private void leaveNothing() {
    try {
      run("down");
    } catch (IOException | InterruptedException e) {
      System.err.println("the platform in " + state + " may still run: " + e);
    }
  }

  private void takeFreePorts() throws IOException {
    for (String port : PORTS) {
      environment.put(port, Integer.toString(TestServers.freePort()));
    }
  }

  /** The command with this platform's ports where the documents name the usual ones. */
  public String localized(String command) throws IOException {
    String local = command;
    for (Map.Entry<String, String> usual : defaults().entrySet()) {
      if (usual.getKey().endsWith("_PORT")) {
        local = local.replace("localhost:" + usual.getValue(), "127.0.0.1:" + port(usual.getKey()));
      }
    }
    return local;
  }

  /** Sets a variable of the environment in which every later command runs. */
  public void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** The value of a variable, empty when it has none. */
  public String value(String variable) {
    return environment.getOrDefault(variable, "");
  }

  public Path state() {
    return state;
  }

  public int port(String variable) {
    return Integer.parseInt(environment.getOrDefault(variable, "0"));
  }

  public Result run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  /** Runs a command to its end; {@code changes} win over the platform's own environment. */
  public Result run(Map<String, String> changes, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(changes, arguments);
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Result(
        process.waitFor(),
        Files.readAllLines(printed(arguments, ".out")),
        Files.readAllLines(printed(arguments, ".err")));
  }

  /** Starts a command that goes on until somebody ends it. */
  public Process start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  private Process start(Map<String, String> changes, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("moalog").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(printed(arguments, ".out").toFile())
            .redirectError(printed(arguments, ".err").toFile());
    builder.environment().putAll(environment);
    builder.environment().putAll(changes);
    return builder.start();
  }

  private Path printed(String[] arguments, String suffix) {
    return state.resolveSibling(state.getFileName() + "-" + arguments[0] + suffix);
  }

  /** The reports that the demo has left. */
  public List<Path> reports() throws IOException {
    Path folder = state.resolve("demo");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".pdf")).toList();
    }
  }

  /** What {@code kill -9} does to a part. */
  public void kill(String part) throws IOException {
    long pid = pid(part);
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  public long pid(String part) throws IOException {
    String pidFile = Files.readString(state.resolve("run").resolve(part + ".pid"));
    return Long.parseLong(pidFile.substring(0, pidFile.indexOf(' ')));
  }
}
