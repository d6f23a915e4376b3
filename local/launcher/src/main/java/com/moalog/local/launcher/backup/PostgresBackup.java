package com.moalog.local.launcher.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A whole PostgreSQL server as a base backup by its own low-level API (manual, "Making a Base
 * Backup Using the Low Level API"): the files are copied while the server works, and the
 * write-ahead log of that time, which is copied last, makes them one consistent state.
 *
 * @param url the JDBC address of any database of the server
 * @param data the server's data directory
 */
public record PostgresBackup(String url, String user, String password, Path data) {

  static final String ARCHIVE = "postgres.zip";

  private static final String WAL = "pg_wal";

  /** The manual's list: these hold nothing that a restored server could use. */
  private static final Set<String> LEFT_EMPTY =
      Set.of(
          "pg_dynshmem",
          "pg_notify",
          "pg_replslot",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans",
          WAL);

  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map");

  /** Writes the archive. */
  public void backUp(Path folder) throws IOException, BackupException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ZipOutputStream archive =
            new ZipOutputStream(Files.newOutputStream(folder.resolve(ARCHIVE)))) {
      archive.setLevel(3);
      String first =
          one(statement, "SELECT pg_walfile_name(pg_backup_start('moalog', fast => true))");
      addFiles(archive);
      String label = end(statement, archive);
      addLog(archive, first, one(statement, "SELECT pg_walfile_name(pg_switch_wal())"));
      add(archive, "backup_label", label.getBytes(StandardCharsets.UTF_8));
    } catch (SQLException e) {
      throw new BackupException("PostgreSQL could not be saved: " + e.getMessage(), e);
    }
  }

  private static String one(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Ends the backup on the connection that began it; its label tells where recovery begins. */
  private static String end(Statement statement, ZipOutputStream archive)
      throws SQLException, IOException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT labelfile, spcmapfile FROM pg_backup_stop(wait_for_archive => false)")) {
      row.next();
      String tablespaces = row.getString(2);
      if (tablespaces != null && !tablespaces.isBlank()) {
        add(archive, "tablespace_map", tablespaces.getBytes(StandardCharsets.UTF_8));
      }
      return row.getString(1);
    }
  }

  private void addFiles(ZipOutputStream archive) throws IOException {
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            String name = data.relativize(folder).toString();
            if (!name.isEmpty()) {
              archive.putNextEntry(new ZipEntry(name + "/"));
              archive.closeEntry();
            }
            return LEFT_EMPTY.contains(name)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = data.relativize(file).toString();
            if (!LEFT_OUT.contains(name)) {
              addFile(archive, name, file);
            }
            return FileVisitResult.CONTINUE;
          }

          // A table that is dropped meanwhile takes its file with it; the log knows.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
  }

  private static void addFile(ZipOutputStream archive, String name, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      archive.putNextEntry(new ZipEntry(name));
      in.transferTo(archive);
      archive.closeEntry();
    } catch (NoSuchFileException droppedMeanwhile) {
      return;
    }
  }

  /**
   * The segments from the backup's start to its end; without the first, nothing can be recovered.
   */
  private void addLog(ZipOutputStream archive, String first, String last)
      throws IOException, BackupException {
    List<Path> segments;
    try (Stream<Path> files = Files.list(data.resolve(WAL))) {
      segments = files.filter(file -> isBetween(name(file), first, last)).sorted().toList();
    }
    if (segments.isEmpty() || !name(segments.getFirst()).equals(first)) {
      throw new BackupException(
          "PostgreSQL has recycled its log "
              + first
              + " during the backup: try again when less is written");
    }
    for (Path segment : segments) {
      addFile(archive, WAL + "/" + name(segment), segment);
    }
  }

  private static boolean isBetween(String segment, String first, String last) {
    return segment.matches("[0-9A-F]{24}")
        && segment.compareTo(first) >= 0
        && segment.compareTo(last) <= 0;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void add(ZipOutputStream archive, String name, byte[] content) throws IOException {
    archive.putNextEntry(new ZipEntry(name));
    archive.write(content);
    archive.closeEntry();
  }

  /**
   * Unpacks an archive beside the data directory of a stopped server and lets the two change
   * places. The data that were there stay beside it as {@code data.replaced} until {@link
   * #forget()}; a restore that was killed between the two steps is undone first.
   */
  public void restore(Path folder) throws IOException, BackupException {
    if (Files.exists(data.resolve("postmaster.pid"))) {
      throw new BackupException("PostgreSQL still runs in " + data);
    }
    Path loading = data.resolveSibling("data.restoring");
    Folders.delete(loading);
    if (!Files.exists(data)) {
      undo();
    }
    Folders.delete(replaced());
    Files.createDirectory(
        loading,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    unpack(folder.resolve(ARCHIVE), loading);
    if (Files.exists(data)) {
      Files.move(data, replaced(), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(loading, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Puts the data back that were there before {@link #restore}. */
  public void undo() throws IOException {
    if (Files.exists(replaced())) {
      Folders.delete(data);
      Files.move(replaced(), data, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Deletes what {@link #restore} has replaced. */
  public void forget() throws IOException {
    Folders.delete(replaced());
  }

  private Path replaced() {
    return data.resolveSibling("data.replaced");
  }

  private static void unpack(Path archive, Path target) throws IOException, BackupException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path place = target.resolve(entry.getName()).normalize();
        if (!place.startsWith(target)) {
          throw new BackupException(archive + " names a place outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(place);
          Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        } else {
          try (OutputStream out = Files.newOutputStream(place)) {
            in.transferTo(out);
          }
          Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-------"));
        }
      }
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "3");
    return DriverManager.getConnection(url, properties);
  }
}
