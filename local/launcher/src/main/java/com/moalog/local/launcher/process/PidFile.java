package com.moalog.local.launcher.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers on disk which process runs a part and how it is stopped, so that it can be stopped
 * after the supervisor died. Not thread-safe; one part has one writer.
 */
public final class PidFile {

  private static final String SUFFIX = ".pid";
  private static final int FIELDS = 5;

  private final Path file;

  public PidFile(Path directory, String part) {
    file = directory.resolve(part + SUFFIX);
  }

  /**
   * A process that runs a part.
   *
   * @param order parts of a lower order are stopped first
   */
  public record Running(ProcessHandle process, int order, StopSignal signal) {}

  /** Every part of a folder whose process still runs, by name. */
  public static Map<String, Running> runningIn(Path directory) throws IOException {
    Map<String, Running> found = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String part = name.substring(0, name.length() - SUFFIX.length());
        new PidFile(directory, part).running().ifPresent(running -> found.put(part, running));
      }
    }
    return found;
  }

  /** Replaces the remembered process. */
  public void write(ProcessIdentity identity, int order, StopSignal signal) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(
        draft,
        "%d %d %s %d %s\n"
            .formatted(identity.pid(), identity.startTicks(), identity.bootId(), order, signal));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The remembered process if it still runs; a file that cannot be read remembers nothing. */
  public Optional<Running> running() {
    try {
      String[] fields = Files.readString(file).strip().split(" ", -1);
      if (fields.length != FIELDS) {
        return Optional.empty();
      }
      int order = Integer.parseInt(fields[3]);
      StopSignal signal = StopSignal.valueOf(fields[4]);
      return new ProcessIdentity(Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[2])
          .find()
          .map(process -> new Running(process, order, signal));
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
