package com.moalog.local.launcher.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where backups are kept. One backup is a folder with its files and {@code SHA256SUMS}; it is
 * written under another name and renamed when all of it is on disk, so what is there is whole.
 */
public final class BackupFolder {

  static final String SUMS = "SHA256SUMS";
  private static final String UNFINISHED = ".unfinished";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;

  public BackupFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Fills an empty folder with the files of a backup. */
  @FunctionalInterface
  public interface Filling {
    void fill(Path draft) throws IOException, BackupException;
  }

  /** Makes a backup; when that fails or is killed, none appears. */
  public Path add(Instant now, Filling filling) throws IOException, BackupException {
    Path finished = folder.resolve(NAME.format(now));
    Path draft = folder.resolve(finished.getFileName() + UNFINISHED);
    if (Files.exists(finished)) {
      throw new BackupException(finished + " exists already");
    }
    sweep();
    Files.createDirectories(folder);
    Files.createDirectory(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    filling.fill(draft);
    List<String> sums = new ArrayList<>();
    for (Path file : files(draft)) {
      force(file);
      sums.add(sum(file) + "  " + file.getFileName());
    }
    Path list = Files.write(draft.resolve(SUMS), sums);
    force(list);
    Files.move(draft, finished, StandardCopyOption.ATOMIC_MOVE);
    return finished;
  }

  /** What killed backups have left. */
  private void sweep() throws IOException {
    for (Path leftover : names(UNFINISHED)) {
      Folders.delete(leftover);
    }
  }

  /**
   * The backup of that name, or the latest when the name is empty, with check sums that are right.
   */
  public Path choose(String name) throws IOException, BackupException {
    List<Path> all = names("Z");
    if (all.isEmpty()) {
      throw new BackupException("there is no backup in " + folder + ": ./moalog backup makes one");
    }
    Path chosen = name.isEmpty() ? all.getLast() : folder.resolve(name);
    if (!all.contains(chosen)) {
      throw new BackupException(
          name
              + " is no backup; there are "
              + String.join(", ", all.stream().map(BackupFolder::nameOf).toList()));
    }
    check(chosen);
    return chosen;
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }

  private List<Path> names(String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> entry.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static void check(Path backup) throws IOException, BackupException {
    Path list = backup.resolve(SUMS);
    if (!Files.exists(list)) {
      throw new BackupException(backup + " has no " + SUMS);
    }
    List<String> found = new ArrayList<>();
    for (Path file : files(backup)) {
      if (!nameOf(file).equals(SUMS)) {
        found.add(sum(file) + "  " + file.getFileName());
      }
    }
    if (!found.equals(Files.readAllLines(list))) {
      throw new BackupException(backup + " is damaged: its check sums do not fit");
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static String sum(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
