package com.moalog.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The two small libraries that mysqld needs and a minimal Debian lacks: taken from the system when
 * it has them, else fetched by apt into the cache, which needs no privileges.
 */
final class SystemLibraries {

  private static final List<String> NEEDED = List.of("libaio.so.1", "libnuma.so.1");
  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib64"),
          Path.of("/lib64"),
          Path.of("/usr/lib"));
  private static final String UNPACKED = "usr/lib/x86_64-linux-gnu";

  private SystemLibraries() {}

  /** Variables under which a program finds the libraries. */
  static Map<String, String> environment(ServerPlace place) throws IOException {
    if (NEEDED.stream().allMatch(SystemLibraries::onSystem)) {
      return Map.of();
    }
    Path fetched =
        place
            .programs()
            .folder(
                "mysql-libraries",
                folder -> {
                  place.progress().report("mysql: fetching libaio1 and libnuma1");
                  fetch(folder);
                });
    return Map.of("LD_LIBRARY_PATH", fetched.resolve(UNPACKED).toString());
  }

  private static boolean onSystem(String library) {
    return SYSTEM.stream().anyMatch(folder -> Files.exists(folder.resolve(library)));
  }

  private static void fetch(Path folder) throws IOException {
    try {
      DebianPackages.fetch(folder, List.of("libaio1", "libnuma1"));
    } catch (IOException e) {
      throw new IOException(
          "MySQL needs the libraries libaio.so.1 and libnuma.so.1, and apt could not fetch them;"
              + " install the packages libaio1 and libnuma1",
          e);
    }
  }
}
