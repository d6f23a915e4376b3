package com.moalog.chaos.platform;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A second instance of a service that runs: the same program with the same settings, as far as
 * nothing else is said. It is what a cluster would run beside the first. Not thread-safe.
 */
public final class Twin implements AutoCloseable {

  private static final int GRACE_SECONDS = 30;

  private final Process process;
  private final int port;

  private Twin(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; it is not healthy at once.
   *
   * @param pid of the first instance
   * @param changes to its environment; {@code SERVER_PORT} among them
   * @param flags further options of its JVM
   */
  public static Twin of(long pid, Map<String, String> changes, List<String> flags)
      throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    List<String> original = zeroSeparated(proc.resolve("cmdline"));
    List<String> command = new ArrayList<>(List.of(original.getFirst()));
    command.addAll(flags);
    // Its agent would want the port of the first one's.
    original.stream().skip(1).filter(word -> !word.startsWith("-javaagent:")).forEach(command::add);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Files.readSymbolicLink(proc.resolve("cwd")).toFile())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment(proc));
    builder.environment().putAll(changes);
    return new Twin(builder.start(), Integer.parseInt(changes.getOrDefault("SERVER_PORT", "0")));
  }

  private static Map<String, String> environment(Path proc) throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (String entry : zeroSeparated(proc.resolve("environ"))) {
      int equals = entry.indexOf('=');
      environment.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    return environment;
  }

  private static List<String> zeroSeparated(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return List.of(text.split("\0"));
  }

  public int port() {
    return port;
  }

  /** Lets it finish what it has begun; returns when it is gone. */
  public void retire() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
