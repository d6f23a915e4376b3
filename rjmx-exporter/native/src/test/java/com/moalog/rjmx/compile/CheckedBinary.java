package com.moalog.rjmx.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The native binary in the build that notices every access to memory that is not its own. */
public final class CheckedBinary {

  private static final Path TARGET = Path.of("target/native").toAbsolutePath();

  private CheckedBinary() {}

  /** Made of the C of the product when it is not there or older. */
  public static synchronized Path get() throws IOException, InterruptedException {
    Path source = TARGET.resolve("c/all.c");
    Path binary = TARGET.resolve("rjmx-exporter-checked");
    boolean isFresh =
        Files.isExecutable(binary)
            && Files.getLastModifiedTime(binary).compareTo(Files.getLastModifiedTime(source)) > 0;
    if (!isFresh) {
      try {
        new CToBinary(Path.of("gcc"), CToBinary.CHECKED).compile(source, binary);
      } catch (BuildException failed) {
        throw new IOException(failed);
      }
    }
    return binary;
  }
}
