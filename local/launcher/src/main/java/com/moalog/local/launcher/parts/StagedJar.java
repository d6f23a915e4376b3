package com.moalog.local.launcher.parts;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A copy of a built jar and its {@code lib} folder. A running JVM reads its jars all its life, so
 * what runs must not be what the next build writes. Immutable; one process stages one copy.
 *
 * @param built the jar that Maven made
 * @param directory where the copy lives
 */
public record StagedJar(Path built, Path directory) {

  /** The copy of the jar. */
  public Path staged() {
    return directory.resolve(built.getFileName());
  }

  /** Whether the copy is what a new {@link #stage()} would make. */
  public boolean isCurrent() throws IOException {
    return Files.exists(staged())
        && contents(built.resolveSibling("lib"), built)
            .equals(contents(directory.resolve("lib"), staged()));
  }

  /**
   * Makes the copy, unless it is current. A copy that was cut off is made again. While a build from
   * scratch has deleted the original, the copy that is there will do.
   *
   * @throws IOException naming the file, for example when the disk is full
   */
  public void stage() throws IOException {
    boolean isBuilt = Files.exists(built);
    if (!isBuilt && !Files.exists(staged())) {
      throw new IOException(built + " is not built: run ./moalog build");
    }
    if (!isBuilt || isCurrent()) {
      return;
    }
    deleteTree(directory);
    Files.createDirectories(directory.resolve("lib"));
    for (Path library : list(built.resolveSibling("lib"))) {
      copy(library, directory.resolve("lib").resolve(library.getFileName()));
    }
    copy(built, staged());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  /** Name, size and age of each file: Maven writes a file anew exactly when it changed. */
  private static Map<String, String> contents(Path libraries, Path jar) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : list(libraries)) {
      contents.put(file.getFileName().toString(), sizeAndAge(file));
    }
    contents.put(jar.getFileName().toString(), sizeAndAge(jar));
    return contents;
  }

  private static String sizeAndAge(Path file) throws IOException {
    return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
  }

  /** Deletes a folder and all in it; a folder that is not there is fine. */
  public static void deleteTree(Path directory) throws IOException {
    try {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path visited, @org.jspecify.annotations.Nullable IOException failure)
                throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException nothingThere) {
      return;
    }
  }
}
