package com.moalog.local.launcher.build;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Builds what {@code ./moalog up} runs, one line for each module. It needs nothing but the JDK and
 * is started from its source, because it is there before anything is built.
 */
final class Build {

  /** What {@code ./moalog up} starts; Maven adds what they need. */
  private static final String PROGRAMS =
      "local/launcher,local/kafka-broker,rate-limiter/server,sandbox,fluxpay-engine,moalog-server,"
          + "rjmx-exporter/jvm,rjmx-exporter/native";

  private static final boolean IS_TERMINAL = "true".equals(System.getenv("MOALOG_TERMINAL"));

  private final MavenOutput output = new MavenOutput();
  private String current = "";

  private Build() {}

  /** Takes the further modules to build, for example {@code benchmarks}. */
  static void main(String[] modules) throws IOException, InterruptedException {
    System.exit(new Build().run(List.of(modules)));
  }

  private int run(List<String> furtherModules) throws IOException, InterruptedException {
    MavenRun maven = MavenRun.of(System.getenv(), "build.log");
    long start = System.nanoTime();
    System.out.println("Building; the first time downloads libraries and takes some minutes.");
    String modules =
        String.join(",", Stream.concat(Stream.of(PROGRAMS), furtherModules.stream()).toList());
    int exit =
        maven.run(
            List.of(
                "-pl",
                modules,
                "-am",
                "package",
                "-Dmaven.test.skip=true",
                "-Drjmx.native=preferred"),
            this::show);
    clear();
    if (exit != 0) {
      String cause = output.firstFault().orElse("Maven exited with " + exit);
      System.err.println("moalog: the build failed in " + cause + "; log: " + maven.log());
      return 1;
    }
    System.out.printf("Built in %d s.%n", (System.nanoTime() - start) / 1_000_000_000);
    return 0;
  }

  private void show(String line) {
    switch (output.read(line)) {
      case MavenOutput.Event.ModuleStarted(String name, int number, int count) -> {
        clear();
        current = "  [%d/%d] %s".formatted(number, count, name);
        System.out.print(current + (IS_TERMINAL ? "" : "\n"));
      }
      case MavenOutput.Event.Download(int total) -> {
        if (IS_TERMINAL) {
          System.out.print("\r" + current + ", " + total + " files downloaded");
        }
      }
      case MavenOutput.Event.Notice(String text) -> {
        clear();
        System.out.println(text);
      }
      case MavenOutput.Event.TestClass _, MavenOutput.Event.Fault _, MavenOutput.Event.Noise _ -> {
        // Only the log needs these.
      }
    }
    System.out.flush();
  }

  private void clear() {
    if (IS_TERMINAL && !current.isEmpty()) {
      System.out.println();
      current = "";
    }
  }
}
