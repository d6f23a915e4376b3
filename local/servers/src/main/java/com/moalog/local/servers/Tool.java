package com.moalog.local.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a program to its end. */
final class Tool {

  /** Longest run of one tool. */
  static final int LIMIT_SECONDS = 180;

  private static final int TAIL_CHARACTERS = 600;

  private Tool() {}

  /** Something that is written to a tool's standard input. */
  @FunctionalInterface
  interface Input {
    void writeTo(OutputStream standardInput) throws IOException;
  }

  static void run(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    run(command, environment, directory, standardInput -> {});
  }

  /**
   * Runs the command and waits for it.
   *
   * @throws IOException with the end of its output when it fails or takes longer than {@link
   *     #LIMIT_SECONDS}
   */
  static void run(
      List<String> command, Map<String, String> environment, Path directory, Input input)
      throws IOException {
    Path output = Files.createTempFile(directory, "tool", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      IOException broken = feed(process, input);
      int status = await(process, command.getFirst());
      if (status != 0 || broken != null) {
        throw new IOException(
            command.getFirst() + " failed with status " + status + ": " + tail(output), broken);
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static @Nullable IOException feed(Process process, Input input) {
    try (OutputStream standardInput = process.getOutputStream()) {
      input.writeTo(standardInput);
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private static int await(Process process, String name) throws IOException {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(name + " took longer than " + LIMIT_SECONDS + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + name, e);
    }
  }

  private static String tail(Path output) throws IOException {
    try (InputStream in = Files.newInputStream(output)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      int from = Math.max(0, text.length() - TAIL_CHARACTERS);
      return text.substring(from).replaceAll("\\s*\\n\\s*", " | ");
    }
  }
}
