package com.moalog.bench.rjmx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A control group of Linux with a memory limit, version 2 or 1. One owner; close it after its
 * processes have ended.
 */
final class MemoryLimit implements AutoCloseable {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final String INTO_GROUP = "echo $$ > \"$0\" && exec \"$@\"";

  private final Path group;
  private final Version names;

  private MemoryLimit(Path group, Version names) {
    this.group = group;
    this.names = names;
  }

  /** The files of one version. */
  private record Version(String limit, String peak) {}

  /**
   * Makes a group.
   *
   * @throws IOException when this machine or this user cannot
   */
  static MemoryLimit of(long bytes) throws IOException {
    boolean second = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path parent = second ? ROOT : ROOT.resolve("memory");
    Version names =
        second
            ? new Version("memory.max", "memory.peak")
            : new Version("memory.limit_in_bytes", "memory.max_usage_in_bytes");
    Path group = parent.resolve("moalog-bench-" + ProcessHandle.current().pid());
    Files.createDirectory(group);
    MemoryLimit limit = new MemoryLimit(group, names);
    try {
      Files.writeString(group.resolve(names.limit()), Long.toString(bytes));
      return limit;
    } catch (IOException refused) {
      limit.close();
      throw refused;
    }
  }

  /** What stands before a command so that it runs inside. */
  List<String> launcher() {
    return List.of("/bin/sh", "-c", INTO_GROUP, group.resolve("cgroup.procs").toString());
  }

  /** The most that was in use at once, pages of files included. */
  long peakBytes() throws IOException {
    return Long.parseLong(Files.readString(group.resolve(names.peak())).strip());
  }

  @Override
  public void close() throws IOException {
    Files.delete(group);
  }
}
