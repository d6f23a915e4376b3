package com.moalog.local.launcher.commands;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.stream.Stream;

/** Reads the end of a log and then what is added to it. Not thread-safe. */
final class LogTail {

  private static final int MAX_CHUNK_BYTES = 1024 * 1024;

  private final Path file;
  private final String prefix;
  private long offset;

  /**
   * The tail of a file.
   *
   * @param prefix put before each line
   */
  LogTail(Path file, String prefix) {
    this.file = file;
    this.prefix = prefix;
  }

  /** The last lines; {@link #added()} goes on after them. */
  List<String> last(int count) throws IOException {
    ArrayDeque<String> last = new ArrayDeque<>();
    offset = Files.size(file);
    try (Stream<String> lines =
        new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))
            .lines()) {
      lines.forEach(line -> {
        last.add(prefix + line);
        if (last.size() > count) {
          last.remove();
        }
      });
    }
    return List.copyOf(last);
  }

  /** Whole lines that were added since the last call; a log that was cut is read from its start. */
  List<String> added() throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      if (log.length() < offset) {
        offset = 0;
      }
      byte[] chunk = new byte[(int) Math.min(log.length() - offset, MAX_CHUNK_BYTES)];
      log.seek(offset);
      log.readFully(chunk);
      String text = new String(chunk, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      offset += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
      return text.substring(0, end).lines().map(line -> prefix + line).toList();
    }
  }
}
