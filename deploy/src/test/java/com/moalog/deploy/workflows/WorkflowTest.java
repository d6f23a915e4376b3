package com.moalog.deploy.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.deploy.Node;
import com.moalog.deploy.Shell;
import com.moalog.local.servers.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowTest {

  private static final Path ROOT = Repository.root();
  private static final Pattern ACTION = Pattern.compile("[\\w-]+/[\\w/-]+@[0-9a-f]{40}");
  private static final Pattern ACTION_LINE =
      Pattern.compile("(?m)^\\s*- uses: \\S+@[0-9a-f]{40} # v\\d+(\\.\\d+)*$");
  private static final Pattern SCRIPT =
      Pattern.compile("\\.ci/[a-z]+( \\$\\{\\{ matrix\\.\\w+ }})?");
  private static final Pattern RUNNER = Pattern.compile("ubuntu-\\d\\d\\.\\d\\d(-arm)?");
  private static final Pattern PLACE = Pattern.compile("\\$\\{\\{(.*?)}}");

  private static final Set<String> TOP =
      Set.of("name", "on", "permissions", "concurrency", "env", "jobs", "true");
  private static final Set<String> JOB =
      Set.of(
          "name", "needs", "if", "runs-on", "timeout-minutes", "strategy", "steps", "permissions");
  private static final Set<String> STEP = Set.of("name", "uses", "run", "with", "if", "env");

  static Stream<Path> workflows() throws Exception {
    try (Stream<Path> files = Files.list(ROOT.resolve(".github/workflows"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void hasOnlyFieldsThatGitHubKnows(Path file) {
    Node workflow = Node.read(file);
    assertThat(TOP).containsAll(workflow.fields().keySet());
    assertThat(workflow.at("permissions", "contents").text()).isEqualTo("read");
    Map<String, Node> jobs = workflow.at("jobs").fields();
    jobs.forEach((name, job) -> {
      assertThat(JOB).as(name).containsAll(job.fields().keySet());
      assertThat(runners(job)).as(name).isNotEmpty().allMatch(RUNNER.asMatchPredicate());
      assertThat(Integer.parseInt(job.at("timeout-minutes").text())).as(name).isBetween(1, 60);
      for (Node step : job.at("steps").items()) {
        assertThat(STEP).as(name).containsAll(step.fields().keySet());
        assertThat(step.at("uses").exists()).as(step.text()).isNotEqualTo(step.at("run").exists());
      }
    });
  }

  private static List<String> runners(Node job) {
    String runner = job.at("runs-on").text();
    return runner.equals("${{ matrix.runner }}")
        ? job.at("strategy", "matrix", "runner").texts()
        : List.of(runner);
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void pinsEveryActionByItsCommitAndSaysWhichVersionThatIs(Path file) throws Exception {
    List<String> actions =
        steps(file).map(step -> step.at("uses").text()).filter(uses -> !uses.isEmpty()).toList();
    assertThat(actions).isNotEmpty().allMatch(action -> ACTION.matcher(action).matches());
    assertThat(ACTION_LINE.matcher(Files.readString(file)).results()).hasSameSizeAs(actions);
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void holdsNoLogicOfItsOwn(Path file) throws Exception {
    for (Node step : steps(file).toList()) {
      String run = step.at("run").text();
      if (!run.isEmpty()) {
        assertThat(run).matches(SCRIPT);
        Path script = ROOT.resolve(run.split(" ", 2)[0]);
        assertThat(script).isExecutable();
        Shell.Ended parsed = Shell.run(ROOT, Map.of(), "sh", "-n", script.toString());
        assertThat(parsed.exit()).as(parsed.err()).isZero();
      }
    }
  }

  private static Stream<Node> steps(Path file) {
    return Node.read(file).at("jobs").fields().values().stream()
        .flatMap(job -> job.at("steps").items().stream());
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void itsExpressionsCanBeRead(Path file) throws Exception {
    for (Node job : Node.read(file).at("jobs").fields().values()) {
      Set<String> matrix = job.at("strategy", "matrix").fields().keySet();
      String text = job.text();
      PLACE.matcher(text).results().forEach(place -> Expression.check(place.group(1), matrix));
      Stream.concat(Stream.of(job), job.at("steps").items().stream())
          .map(place -> place.at("if").text())
          .filter(condition -> !condition.isEmpty())
          .forEach(
              condition -> Expression.check(PLACE.matcher(condition).replaceFirst("$1"), matrix));
    }
    PLACE
        .matcher(Files.readString(file))
        .results()
        .filter(place -> !place.group(1).contains("matrix."))
        .forEach(place -> Expression.check(place.group(1), Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github.reff",
        "matrix.other",
        "github.ref =",
        "alwayss()",
        "(github.ref",
        "'open",
        "a b"
      })
  void anExpressionThatGitHubWouldRefuseIsRefused(String wrong) {
    assertThatThrownBy(() -> Expression.check(wrong, Set.of("image")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Node with(String job, String action) {
    return Node.read(ROOT.resolve(".github/workflows/integration.yml"))
        .at("jobs", job, "steps")
        .items()
        .stream()
        .filter(step -> step.at("uses").text().startsWith(action))
        .findFirst()
        .orElseThrow()
        .at("with");
  }

  /** Without more being said, the format reports every severity and each of them fails the job. */
  @Test
  void theScanFailsForWhatIsCriticalAndCanBeFixed() {
    Node scan = with("scan", "aquasecurity/trivy-action");
    assertThat(scan.at("format").text()).isEqualTo("sarif");
    assertThat(scan.at("limit-severities-for-sarif").text()).isEqualTo("true");
    assertThat(scan.at("severity").text()).isEqualTo("CRITICAL");
    assertThat(scan.at("ignore-unfixed").text()).isEqualTo("true");
    assertThat(scan.at("exit-code").text()).isEqualTo("1");
  }

  @Test
  void theReportsOfTheLoadAreKeptWhereTheyAreWritten() throws Exception {
    Node upload = with("load", "actions/upload-artifact");
    String written =
        Files.readString(ROOT.resolve("load-tests/src/main/java/com/moalog/load/Load.java"));
    assertThat(upload.at("path").text()).isEqualTo(".moalog/reports/load");
    assertThat(written).contains("\".moalog\"", "\"reports/load\"");
    assertThat(upload.at("include-hidden-files").text()).isEqualTo("true");
    assertThat(upload.at("if-no-files-found").text()).isEqualTo("error");
  }

  @Test
  void theStagesComeInTheirOrder() {
    Map<String, Node> jobs =
        Node.read(ROOT.resolve(".github/workflows/integration.yml")).at("jobs").fields();
    assertThat(jobs.keySet()).containsExactly("validate", "test", "smoke", "load", "scan", "sbom");
    Set<String> before = new HashSet<>();
    jobs.forEach((name, job) -> {
      String needs = job.at("needs").text();
      assertThat(needs.isEmpty() || before.contains(needs)).as(name).isTrue();
      before.add(name);
    });
    Node whole = Node.read(ROOT.resolve(".github/workflows/integration.yml"));
    assertThat(whole.at("jobs", "load", "needs").text()).isEqualTo("smoke");
    assertThat(whole.at("jobs", "load", "if").text()).contains("'push'", "'refs/heads/main'");
    assertThat(whole.at("jobs", "scan", "needs").text()).isEqualTo("validate");
  }
}
