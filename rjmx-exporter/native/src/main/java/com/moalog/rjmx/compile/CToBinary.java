package com.moalog.rjmx.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the C compiler.
 *
 * @param compiler a gcc, with musl's folders for a static binary
 * @param options for the kind of binary that is wanted
 */
record CToBinary(Path compiler, List<String> options) {

  /** The product: one file that needs nothing, not position-independent to save memory. */
  static final List<String> SMALL_AND_STATIC = List.of("-static", "-no-pie", "-Os", "-s");

  /**
   * For tests: every access to memory outside of what was allocated ends the program. Not
   * optimised, which takes a third of the time to compile and hides no access either.
   */
  static final List<String> CHECKED =
      List.of("-no-pie", "-O0", "-g1", "-fsanitize=address", "-fno-omit-frame-pointer");

  /** Java's integers wrap; the translated code counts on it. */
  private static final List<String> JAVA_SEMANTICS =
      List.of("-fwrapv", "-fno-strict-aliasing", "-std=gnu11", "-D_GNU_SOURCE", "-w");

  private static final long LIMIT_MINUTES = 5;

  /** The compiler that the script {@code toolchain} of this module finds or fetches. */
  static Path toolchain(Path module) throws IOException, InterruptedException, BuildException {
    String output = run(List.of(module.resolve("toolchain").toString())).strip();
    return Path.of(output.substring(output.lastIndexOf('\n') + 1));
  }

  void compile(Path source, Path binary) throws IOException, InterruptedException, BuildException {
    List<String> command = new ArrayList<>(List.of(compiler.toString()));
    command.addAll(options);
    command.addAll(JAVA_SEMANTICS);
    command.addAll(List.of(source.toString(), "-o", binary.toString(), "-lm"));
    run(command);
  }

  private static String run(List<String> command)
      throws IOException, InterruptedException, BuildException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new BuildException(command.getFirst() + " did not end in time");
    }
    if (process.exitValue() != 0) {
      throw new BuildException(command.getFirst() + " failed:\n" + output);
    }
    return output;
  }
}
