package com.moalog.local.launcher.supervise;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of one part: appended to by its process, kept below a size by keeping one older file
 * beside it.
 */
final class LogFile {

  static final long MAX_BYTES = 32L * 1024 * 1024;

  /** The services write JSON; a person wants to read only this of it. */
  private static final Pattern JSON_MESSAGE =
      Pattern.compile("^\\{.*\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final int TAIL_BYTES = 4_096;
  private static final int MAX_LINE = 240;

  private final Path file;

  LogFile(Path file) {
    this.file = file;
  }

  ProcessBuilder.Redirect appending() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  /**
   * Copies a large log aside and empties it. The process keeps its open file: it appends, so its
   * next line goes to the start of the emptied file. Lines written between the copy and the cut are
   * lost, which a log can bear.
   */
  void rotateIfLarge() throws IOException {
    if (Files.exists(file) && Files.size(file) > MAX_BYTES) {
      Path older = file.resolveSibling(file.getFileName() + ".1");
      Files.copy(file, older, StandardCopyOption.REPLACE_EXISTING);
      try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "rw")) {
        log.setLength(0);
      }
    }
  }

  /** The last line that says something, cut to a readable length; empty when there is none. */
  String lastLine() {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, log.length() - TAIL_BYTES);
      byte[] tail = new byte[(int) (log.length() - start)];
      log.seek(start);
      log.readFully(tail);
      String last =
          new String(tail, StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .reduce("", (earlier, later) -> later);
      Matcher message = JSON_MESSAGE.matcher(last);
      if (message.find()) {
        last = message.group(1);
      }
      return last.length() <= MAX_LINE ? last : last.substring(0, MAX_LINE) + "...";
    } catch (IOException unreadable) {
      return "";
    }
  }
}
