package com.moalog.local.launcher.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds everything from scratch, runs every test and sums up. It needs nothing but the JDK and is
 * started from its source, because it deletes what was built.
 */
final class TestRun {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Where nobody watches a terminal, the output is the log that people read afterwards. */
  private final boolean isVerbose = "true".equals(System.getenv("CI"));

  private final MavenOutput output = new MavenOutput();
  private final long startNanos = System.nanoTime();

  private TestRun() {}

  static void main() throws IOException, InterruptedException {
    System.exit(new TestRun().run());
  }

  private int run() throws IOException, InterruptedException {
    MavenRun maven = MavenRun.of(System.getenv(), "test.log");
    System.out.println("Everything that Maven prints goes to " + maven.log());
    int exit = maven.run(List.of("-ntp", "--fail-at-end", "clean", "verify"), this::show);
    List<TestResult> results = TestReports.read(maven.root());
    TestSummary summary =
        new TestSummary(
            results,
            SkipList.read(maven.root().resolve("docs/skips.md")),
            buildFaults(exit, results));
    System.out.println();
    summary.lines().forEach(System.out::println);
    return summary.isGreen() && exit == 0 ? 0 : 1;
  }

  private void show(String line) {
    switch (output.read(line)) {
      case MavenOutput.Event.ModuleStarted(String name, int number, int count) ->
          System.out.printf(
              "[%d/%d] %s, after %d s%n",
              number, count, name, (System.nanoTime() - startNanos) / NANOS_PER_SECOND);
      case MavenOutput.Event.TestClass(String text) -> {
        if (isVerbose || text.startsWith("[ERROR]")) {
          System.out.println("  " + text);
        }
      }
      case MavenOutput.Event.Fault(String text) -> {
        if (isVerbose) {
          System.out.println("  " + text);
        }
      }
      case MavenOutput.Event.Notice(String text) -> System.out.println("  " + text);
      case MavenOutput.Event.Download _, MavenOutput.Event.Noise _ -> {
        // Only the log needs these.
      }
    }
  }

  /** Maven also fails when code does not compile or breaks a rule of the house. */
  private List<String> buildFaults(int exit, List<TestResult> results) {
    List<String> faults = new ArrayList<>();
    boolean hasFailedTest =
        results.stream().anyMatch(result -> result.outcome() == TestResult.Outcome.FAILED);
    if (exit != 0 && !hasFailedTest) {
      faults.add("build: " + output.firstFault().orElse("Maven exited with " + exit));
    }
    return faults;
  }
}
