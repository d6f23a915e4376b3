package com.moalog.local.servers;

import java.io.IOException;
import java.nio.file.Path;

/** Writes the files that a server reads at its start. Called before every start. */
@FunctionalInterface
public interface Configuration {

  /**
   * Writes the files.
   *
   * @param folder exists, and only its owner may enter it
   */
  void writeTo(Path folder) throws IOException;
}
