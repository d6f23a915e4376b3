package com.moalog.bench.rjmx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time of a process in nanoseconds, as the scheduler counts it for each thread (Linux,
 * {@code /proc/PID/task/TID/schedstat}, first number). Stateless.
 */
final class ProcessorTime {

  private ProcessorTime() {}

  /** Of all threads that are there now; what ended threads used is not in it. */
  static long nanos(long pid) throws IOException {
    List<Path> threads;
    try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      threads = all.toList();
    }
    long nanos = 0;
    for (Path thread : threads) {
      nanos += nanosOf(thread);
    }
    return nanos;
  }

  private static long nanosOf(Path thread) throws IOException {
    try {
      String line = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(line.substring(0, line.indexOf(' ')));
    } catch (NoSuchFileException ended) {
      return 0;
    }
  }
}
