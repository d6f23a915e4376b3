package com.moalog.local.launcher.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSummaryTest {

  @TempDir private Path root;

  @BeforeEach
  void writeReports() throws IOException {
    Path unit = Files.createDirectories(root.resolve("local/launcher/target/surefire-reports"));
    Files.writeString(
        unit.resolve("TEST-com.moalog.A.xml"),
        """
        <testsuite name="com.moalog.A" tests="3" failures="1" skipped="1">
          <testcase name="passes" classname="com.moalog.A" time="0.1"/>
          <testcase name="fails(int)[1]" classname="com.moalog.A" time="0.1">
            <failure message="expected 1
              but was 2" type="AssertionError">at com.moalog.A</failure>
          </testcase>
          <testcase name="isSkipped" classname="com.moalog.A" time="0">
            <skipped message="only root can mount"/>
          </testcase>
        </testsuite>
        """);
    Path integration = Files.createDirectories(root.resolve("sandbox/target/failsafe-reports"));
    Files.writeString(
        integration.resolve("TEST-com.moalog.BIT.xml"),
        """
        <testsuite name="com.moalog.BIT">
          <testcase name="breaks" classname="com.moalog.BIT">
            <error type="java.io.IOException">at com.moalog.BIT</error>
          </testcase>
          <testcase name="works" classname="com.moalog.BIT"/>
        </testsuite>
        """);
    Files.writeString(integration.resolve("failsafe-summary.xml"), "<failsafe-summary/>");
  }

  @Test
  void aSkippedTestThatIsNotListedFails() throws IOException {
    assertThat(summary("| Test | When | Why |\n", List.of()).lines())
        .containsExactly(
            "  local/launcher              3 run, 1 failed, 1 skipped",
            "  sandbox                     2 run, 1 failed, 0 skipped",
            "FAILED  A.fails(int)[1]: expected 1 but was 2",
            "FAILED  skipped but not in docs/skips.md: A.isSkipped: only root can mount",
            "FAILED  BIT.breaks: java.io.IOException",
            "2 passed, 3 failed, 0 skipped");
  }

  @Test
  void aListedTestMayBeSkippedByNameOrWithItsClass() throws IOException {
    for (String entry : List.of("A.isSkipped", "A")) {
      assertThat(summary("| `" + entry + "` | not root | why |\n", List.of()).lines())
          .contains("skipped A.isSkipped: only root can mount")
          .endsWith("2 passed, 2 failed, 1 skipped");
    }
  }

  @Test
  void whatBrokeBesidesTestsCountsAsAFailure() throws IOException {
    assertThat(summary("", List.of("build: Sandbox: no such symbol")).lines())
        .contains("FAILED  build: Sandbox: no such symbol")
        .endsWith("2 passed, 4 failed, 0 skipped");
  }

  @Test
  void noTestsAtAllIsNotGreen() {
    assertThat(new TestSummary(List.of(), new SkipList(Set.of()), List.of()).isGreen()).isFalse();
  }

  @Test
  void passedAndListedTestsAreGreen() throws IOException {
    List<TestResult> good =
        TestReports.read(root).stream()
            .filter(result -> result.outcome() != TestResult.Outcome.FAILED)
            .toList();
    SkipList skips = new SkipList(Set.of("A.isSkipped"));
    assertThat(new TestSummary(good, skips, List.of()).isGreen()).isTrue();
    assertThat(new TestSummary(good, skips, List.of("build: broken")).isGreen()).isFalse();
  }

  private TestSummary summary(String skips, List<String> faults) throws IOException {
    Path file = root.resolve("skips.md");
    Files.writeString(file, skips);
    return new TestSummary(TestReports.read(root), SkipList.read(file), faults);
  }
}
