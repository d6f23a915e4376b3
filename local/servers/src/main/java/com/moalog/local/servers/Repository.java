package com.moalog.local.servers;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that this program was built from. */
public final class Repository {

  private Repository() {}

  /**
   * The root folder: the system property {@code moalog.root} when it is set, else the nearest
   * folder upwards from the working directory that holds {@code .mvn}.
   *
   * @throws IllegalStateException when there is none
   */
  public static Path root() {
    String given = System.getProperty("moalog.root");
    if (given != null) {
      return Path.of(given).toAbsolutePath().normalize();
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder with .mvn at or above " + start);
  }
}
