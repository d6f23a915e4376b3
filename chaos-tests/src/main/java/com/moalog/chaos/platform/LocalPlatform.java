package com.moalog.chaos.platform;

import com.moalog.chaos.network.Detour;
import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A whole platform of its own on free ports, so that the user's is left alone, with a detour before
 * every part that has one. Not thread-safe but for {@link #detour}.
 */
public final class LocalPlatform implements Platform {

  /** Room for a fresh cluster, its journal and some thousand payments. */
  private static final String DISK_SIZE = "420m";

  private static final String LINE = "{\"level\":\"WARN\",\"message\":\"the same again\"}\n";
  private static final int LINES_AT_ONCE = 1_000;

  private final Moalog moalog;
  private final Map<Route, Detour> detours;
  private final Path disk;
  private final boolean hasSmallDisk;

  private LocalPlatform(
      Moalog moalog, Map<Route, Detour> detours, Path disk, boolean hasSmallDisk) {
    this.moalog = moalog;
    this.detours = detours;
    this.disk = disk;
    this.hasSmallDisk = hasSmallDisk;
  }

  /**
   * Starts it with its monitoring, without any data of an earlier run.
   *
   * @param state the folder that it keeps everything in
   */
  public static LocalPlatform start(Path state) throws IOException, InterruptedException {
    Moalog moalog = Moalog.fresh(state);
    Path disk = state.resolve("data/fluxpay-postgres");
    SmallDisk.unmount(disk);
    deleteAll(state.resolve("data"));
    boolean hasSmallDisk = SmallDisk.mount(disk, DISK_SIZE);
    LocalPlatform platform = new LocalPlatform(moalog, detours(moalog), disk, hasSmallDisk);
    try {
      platform.require(moalog.run("up", "--with", "monitoring"));
      platform.require(moalog.run("seed"));
    } catch (IOException e) {
      platform.close();
      throw e;
    }
    return platform;
  }

  private static Map<Route, Detour> detours(Moalog moalog) throws IOException {
    Map<Route, Detour> detours = new EnumMap<>(Route.class);
    for (Route route : Route.values()) {
      int port = TestServers.freePort();
      detours.put(route, new Detour(port, moalog.port(route.portVariable())));
    }
    moalog.set(
        "MOALOG_DETOURS",
        detours.entrySet().stream()
            .map(each -> each.getKey().portVariable() + "=" + each.getValue().port())
            .collect(Collectors.joining(",")));
    return detours;
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void require(Moalog.Result result) throws IOException {
    if (result.exit() != 0) {
      throw new IOException(String.join("; ", result.lines()));
    }
  }

  @Override
  public Addresses addresses() {
    return Addresses.local(moalog::port);
  }

  @Override
  public boolean can(Ability ability) {
    return ability != Ability.SMALL_DISK || hasSmallDisk;
  }

  @Override
  public void stop(String part) throws IOException, InterruptedException {
    require(moalog.run("stop", part));
  }

  @Override
  public void start(String part) throws IOException, InterruptedException {
    require(moalog.run("start", part));
  }

  @Override
  public void freeze(String part) throws IOException, InterruptedException {
    signal("-STOP", part);
  }

  @Override
  public void thaw(String part) throws IOException, InterruptedException {
    signal("-CONT", part);
  }

  @Override
  public void kill(String part) throws IOException, InterruptedException {
    signal("-KILL", part);
  }

  private void signal(String name, String part) throws IOException, InterruptedException {
    Tools.run(List.of("kill", name, Long.toString(pid(part))));
  }

  @Override
  public Detour detour(Route route) {
    Detour detour = detours.get(route);
    if (detour == null) {
      throw new IllegalArgumentException("no detour to " + route);
    }
    return detour;
  }

  @Override
  public long pid(String part) throws IOException {
    return moalog.pid(part);
  }

  @Override
  public SmallDisk disk() {
    return SmallDisk.at(disk);
  }

  @Override
  public String log(String part) throws IOException {
    return Files.readString(moalog.state().resolve("logs").resolve(part + ".log"));
  }

  @Override
  public long logBytes() throws IOException {
    try (Stream<Path> logs = Files.list(moalog.state().resolve("logs"))) {
      return logs.mapToLong(LocalPlatform::size).sum();
    }
  }

  @Override
  public void swellLog(String part, long bytes) throws IOException {
    byte[] line = LINE.repeat(LINES_AT_ONCE).getBytes(StandardCharsets.UTF_8);
    Path log = moalog.state().resolve("logs").resolve(part + ".log");
    try (OutputStream out = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
      for (long written = 0; written < bytes; written += line.length) {
        out.write(line);
      }
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String setting(String variable) {
    return moalog.value(variable);
  }

  @Override
  public List<String> unhealthy() throws IOException, InterruptedException {
    return moalog.run("status").out().stream()
        .filter(line -> line.contains("  "))
        .skip(1)
        .map(line -> line.split(" +", 3))
        .filter(row -> row.length > 1 && !row[1].equals("healthy") && !row[1].equals("-"))
        .map(row -> row[0] + " is " + row[1])
        .toList();
  }

  @Override
  public void close() throws IOException {
    try {
      moalog.run("down");
      SmallDisk.unmount(disk);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      detours.values().forEach(Detour::close);
    }
  }
}
