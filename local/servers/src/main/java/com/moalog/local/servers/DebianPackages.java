package com.moalog.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Fetches packages of the distribution by apt and unpacks them, which needs no privileges. */
final class DebianPackages {

  private DebianPackages() {}

  /**
   * Unpacks these packages, without what they depend on, into the folder.
   *
   * @throws IOException where there is no apt, no network or no such package
   */
  static void fetch(Path folder, List<String> packages) throws IOException {
    Path state = Files.createDirectories(folder.resolve("apt/state"));
    Path cache = Files.createDirectories(folder.resolve("apt/cache"));
    Files.createDirectories(state.resolve("lists/partial"));
    Files.createDirectories(cache.resolve("archives/partial"));
    List<String> apt =
        List.of(
            "apt-get",
            "-q",
            "-o",
            "Dir::State=" + state,
            "-o",
            "Dir::State::status=/var/lib/dpkg/status",
            "-o",
            "Dir::Cache=" + cache,
            "-o",
            "Debug::NoLocking=1",
            "-o",
            "APT::Sandbox::User=");
    Tool.run(with(apt, List.of("update")), Map.of(), folder);
    Tool.run(with(with(apt, List.of("download")), packages), Map.of(), folder);
    for (Path archive : archives(folder)) {
      Tool.run(List.of("dpkg", "-x", archive.toString(), folder.toString()), Map.of(), folder);
      Files.delete(archive);
    }
    Directories.delete(folder.resolve("apt"));
  }

  private static List<String> with(List<String> command, List<String> more) {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(more);
    return whole;
  }

  private static List<Path> archives(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".deb")).toList();
    }
  }
}
