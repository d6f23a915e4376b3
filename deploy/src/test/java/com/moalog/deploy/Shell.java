package com.moalog.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of this repository to its end. Stateless. */
public final class Shell {

  private static final int LIMIT_MINUTES = 15;

  private Shell() {}

  /** How a program ended and what it printed. */
  public record Ended(int exit, String out, String err) {}

  /** Runs the command in the folder; the variables are set on top of this process's own. */
  public static Ended run(Path folder, Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    return run(folder, variables, List.of(command));
  }

  /** Runs the command in the folder; the variables are set on top of this process's own. */
  public static Ended run(Path folder, Map<String, String> variables, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("shell", ".out");
    Path err = Files.createTempFile("shell", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(variables);
      Process process = builder.start();
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
