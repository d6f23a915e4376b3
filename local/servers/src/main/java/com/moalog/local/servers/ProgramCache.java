package com.moalog.local.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The folder into which the programs of the servers are unpacked once. Each appears whole or not at
 * all, also when several processes want it at the same time or one is killed half-way.
 *
 * <p>Thread-safe.
 */
public final class ProgramCache {

  /** One lock per JVM on top of the file lock, which does not hold between threads. */
  private static final ReentrantLock UNPACKING = new ReentrantLock();

  private final Path directory;

  public ProgramCache(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /** The cache that all checkouts' tests and the local platform share: {@code .moalog/cache}. */
  public static ProgramCache ofRepository() {
    return new ProgramCache(Repository.root().resolve(".moalog/cache"));
  }

  /** Fills an empty folder. */
  @FunctionalInterface
  interface Filling {
    void fill(Path folder) throws IOException;
  }

  /**
   * The folder with these packages of the distribution unpacked, without what they depend on.
   *
   * @throws IOException where there is no apt, no network or no such package
   */
  public Path packages(String name, List<String> packages) throws IOException {
    return folder(name, folder -> DebianPackages.fetch(folder, packages));
  }

  /** The folder of that name, filled first when it is not there yet. */
  Path folder(String name, Filling filling) throws IOException {
    Path folder = directory.resolve(name);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Files.createDirectories(directory);
    UNPACKING.lock();
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.isDirectory(folder)) {
        fill(folder, filling);
      }
    } finally {
      UNPACKING.unlock();
    }
    return folder;
  }

  private void fill(Path folder, Filling filling) throws IOException {
    Path unfinished = directory.resolve(folder.getFileName() + ".unfinished");
    Directories.delete(unfinished);
    Files.createDirectories(unfinished);
    filling.fill(unfinished);
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Unpacks a tar archive, compressed by xz or gzip, from the class path. */
  static void unpackTar(String resource, Path folder) throws IOException {
    Tool.run(
        List.of("tar", "-x", "-f", "-", "--no-same-owner", "-C", folder.toString()),
        Map.of(),
        folder,
        standardInput -> {
          try (InputStream packed = open(resource)) {
            InputStream plain =
                resource.endsWith("xz") ? new XZInputStream(packed) : new GZIPInputStream(packed);
            plain.transferTo(standardInput);
          }
        });
  }

  /** Copies one program from the class path and makes it executable. */
  static void copyProgram(String resource, Path target) throws IOException {
    try (InputStream in = open(resource);
        OutputStream out = Files.newOutputStream(target)) {
      in.transferTo(out);
    }
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = ProgramCache.class.getResourceAsStream("/" + resource);
    if (in == null) {
      throw new IOException("not on the class path: " + resource);
    }
    return in;
  }
}
