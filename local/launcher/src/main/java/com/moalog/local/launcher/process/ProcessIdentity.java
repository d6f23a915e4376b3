package com.moalog.local.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names one process for good. A pid alone does not: the kernel gives it to another process later,
 * so the moment of its start and the boot it belongs to are part of the name.
 *
 * @param startTicks clock ticks from boot to the start of the process
 */
public record ProcessIdentity(long pid, long startTicks, String bootId) {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Field 22 of {@code /proc/PID/stat}; the two before the closing parenthesis are cut off. */
  private static final int START_TICKS_AFTER_NAME = 19;

  /** The identity of a process that runs now, empty when there is none with this pid. */
  public static Optional<ProcessIdentity> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      if (fields[0].equals("Z")) {
        return Optional.empty();
      }
      long ticks = Long.parseLong(fields[START_TICKS_AFTER_NAME]);
      return Optional.of(new ProcessIdentity(pid, ticks, Files.readString(BOOT_ID).strip()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** The process, empty when it has ended, whoever has its pid now. */
  public Optional<ProcessHandle> find() {
    return of(pid).filter(this::equals).flatMap(same -> ProcessHandle.of(pid));
  }
}
