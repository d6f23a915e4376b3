package com.moalog.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who runs a server that refuses to run as root. An ordinary user runs it as it is. Root hands it
 * to the unprivileged user 65534, or, where that user cannot reach the folder, to a user namespace
 * without privileges.
 */
enum Login {
  SELF(""),
  NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups --"),
  NAMESPACE("unshare -U --");

  private static final int UNPRIVILEGED_ID = 65_534;

  private final String prefix;

  Login(String prefix) {
    this.prefix = prefix;
  }

  /** The login that can use all these folders. */
  static Login of(Path... folders) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return SELF;
    }
    return Stream.of(folders).allMatch(Login::openToOthers) ? NOBODY : NAMESPACE;
  }

  private static boolean openToOthers(Path folder) {
    for (Path step = folder; step != null; step = step.getParent()) {
      try {
        if (Files.exists(step)
            && !Files.getPosixFilePermissions(step).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  /** The command as this login runs it. */
  List<String> run(List<String> command) {
    List<String> whole =
        new ArrayList<>(prefix.isEmpty() ? List.of() : List.of(prefix.split(" ", -1)));
    whole.addAll(command);
    return whole;
  }

  /** Makes the login the owner of the folder and everything below it, but of no link's target. */
  void own(Path folder) throws IOException {
    if (this == SELF) {
      return;
    }
    int id = this == NOBODY ? UNPRIVILEGED_ID : 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.setAttribute(file, "unix:uid", id, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", id, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
