package com.moalog.rjmx.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes {@code rjmx-exporter}, the native binary, unless the one that is there is still good. */
final class NativeBuild {

  private NativeBuild() {}

  /**
   * Arguments: the module's folder, where the binary and the C go, and {@code required} or {@code
   * preferred}: whether a machine that cannot make the binary is a fault.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path module = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    try {
      System.out.println("native binary: " + new BinaryCache(module, target).binary());
    } catch (BuildException failed) {
      Files.deleteIfExists(target.resolve("rjmx-exporter"));
      System.err.println("no native binary: " + failed.getMessage());
      System.exit(arguments[2].equals("preferred") ? 0 : 1);
    }
  }
}
