package com.moalog.sandbox.storage;

import com.moalog.sandbox.http.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A file with one JSON line per change, handed to the operating system before the change is
 * answered, so it outlives a killed process (not a power cut). Read and compacted once, at start.
 * Without a file nothing is kept. Thread-safe.
 */
public final class Journal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private @Nullable Path path;
  private @Nullable BufferedWriter file;

  /** A journal that keeps nothing until {@link #open} gives it a file. */
  public Journal() {}

  /**
   * Gives the keepers back what the file holds, then keeps new changes in it.
   *
   * @throws IOException if the file cannot be read or written
   */
  public synchronized void open(Path where, List<Kept<?>> kept) throws IOException {
    Path folder = where.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    if (Files.isDirectory(where)) {
      throw new IOException("the state file " + where + " is a directory");
    }
    if (Files.exists(where)) {
      replay(where, kept);
    }
    rewrite(where, kept);
    file = Files.newBufferedWriter(where, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    path = where;
  }

  private static void replay(Path path, List<Kept<?>> keepers) throws IOException {
    Map<String, Kept<?>> byKind =
        keepers.stream().collect(Collectors.toMap(Kept::kind, Function.identity()));
    try (Stream<String> lines = Files.lines(path, StandardCharsets.UTF_8)) {
      lines.forEach(line -> restore(line, byKind));
    }
  }

  private static void restore(String line, Map<String, Kept<?>> byKind) {
    try {
      JsonNode entry = Json.parse(line);
      Kept<?> keeper = byKind.get(entry.path("kind").asString(""));
      if (keeper != null) {
        keeper.restore(entry.path("value"));
      }
    } catch (RuntimeException torn) {
      // A killed process may leave its last line half written; nobody was answered for it.
      LOG.warn("skipped an unreadable line of the state file: {}", torn.toString());
    }
  }

  /** Empties the file. */
  public synchronized void clear() {
    if (path == null) {
      return;
    }
    try {
      close();
      file = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot empty the state file " + path, failed);
    }
  }

  private static void rewrite(Path where, List<Kept<?>> keepers) throws IOException {
    Path fresh = where.resolveSibling(where.getFileName() + ".new");
    try (BufferedWriter out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
      for (Kept<?> keeper : keepers) {
        for (Object value : keeper.values().get().toList()) {
          out.write(line(keeper.kind(), value));
        }
      }
    }
    Files.move(fresh, where, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Keeps one change. */
  public synchronized void append(String kind, Object value) {
    if (file == null) {
      return;
    }
    try {
      file.write(line(kind, value));
      file.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write the state file", failed);
    }
  }

  private static String line(String kind, Object value) {
    return Json.text(Json.object().put("kind", kind).set("value", Json.tree(value))) + "\n";
  }

  @Override
  public synchronized void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
