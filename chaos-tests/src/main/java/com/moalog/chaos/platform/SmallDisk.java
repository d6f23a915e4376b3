package com.moalog.chaos.platform;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few hundred megabytes in memory, for one database. Not thread-safe. */
public final class SmallDisk {

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final String FILLER = "filler";

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Whether it could be mounted on the empty folder. */
  static boolean mount(Path folder, String size) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    return Tools.exit("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString())
        == 0;
  }

  /** Nothing happens when nothing is mounted there. */
  static void unmount(Path folder) throws IOException, InterruptedException {
    if (Tools.exit("mountpoint", "-q", folder.toString()) == 0) {
      Tools.exit("umount", "-l", folder.toString());
    }
  }

  static SmallDisk at(Path folder) {
    return new SmallDisk(folder);
  }

  /** Takes every byte that is left, as the superuser could. */
  public void fill() throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (RandomAccessFile filler = new RandomAccessFile(folder.resolve(FILLER).toFile(), "rw")) {
      while (folder.toFile().getUsableSpace() > 0) {
        filler.seek(filler.length());
        filler.write(chunk, 0, (int) Math.min(CHUNK_BYTES, folder.toFile().getUsableSpace()));
      }
    } catch (IOException full) {
      if (folder.toFile().getUsableSpace() > CHUNK_BYTES) {
        throw full;
      }
    }
  }

  /** Gives back what {@link #fill} took. */
  public void free() throws IOException {
    Files.deleteIfExists(folder.resolve(FILLER));
  }
}
