package com.moalog.local.launcher.supervise;

import com.moalog.local.launcher.settings.Home;
import java.nio.file.Path;

/** Where the supervisor listens for commands. */
final class ControlSocket {

  private static final Path WORKING_DIRECTORY = Path.of("").toAbsolutePath();

  private ControlSocket() {}

  static Path of(Home home) {
    return home.run().resolve("launcher.sock");
  }

  /**
   * The same file by its shortest name, because the kernel takes at most 107 bytes: the script
   * {@code moalog} works in the repository's folder, so the usual name is relative and short.
   */
  static Path shortest(Path socket) {
    Path absolute = socket.toAbsolutePath();
    Path relative = WORKING_DIRECTORY.relativize(absolute);
    return relative.toString().length() < absolute.toString().length() ? relative : absolute;
  }
}
