package com.moalog.deploy.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Node;
import com.moalog.deploy.Pins;
import com.moalog.local.servers.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a reviewer would look for in a Dockerfile. */
class DockerfileTest {

  private static final Path FILE = Repository.root().resolve("deploy/images/Dockerfile");
  private static final Pattern FROM = Pattern.compile("FROM (\\S+) AS (\\S+)");

  private static final Set<String> OWN =
      Set.of("rate-limiter", "fluxpay-engine", "moalog-server", "sandbox", "rjmx-exporter");
  private static final Set<String> PROBED = Set.of("loki", "jaeger", "otel-collector");

  private record Stage(String base, List<String> instructions) {

    List<String> all(String keyword) {
      return instructions.stream().filter(line -> line.startsWith(keyword + " ")).toList();
    }

    String last(String keyword) {
      List<String> found = all(keyword);
      return found.isEmpty() ? "" : found.getLast();
    }
  }

  private static final Map<String, Stage> STAGES = new LinkedHashMap<>();

  @BeforeAll
  static void parse() throws Exception {
    Stage open = new Stage("", new ArrayList<>());
    String joined =
        Files.readString(FILE).replaceAll("(?m)^#.*\\n", "").replaceAll("\\\\\\n\\s*", "");
    for (String line : joined.lines().filter(line -> !line.isBlank()).toList()) {
      Matcher from = FROM.matcher(line);
      if (from.matches()) {
        open = new Stage(from.group(1), new ArrayList<>());
        STAGES.put(from.group(2), open);
      } else {
        open.instructions().add(line);
      }
    }
  }

  /** An instruction of the image, or of the stage that it begins with. */
  private static String effective(String image, String keyword) {
    Stage stage = STAGES.getOrDefault(image, new Stage("", List.of()));
    String own = stage.last(keyword);
    return own.isEmpty() && STAGES.containsKey(stage.base())
        ? effective(stage.base(), keyword)
        : own;
  }

  @Test
  void everyImageOfTheComposeFileIsATarget() {
    Node compose = Node.read(Repository.root().resolve("deploy/compose/compose.yaml"));
    Set<String> targets = new java.util.TreeSet<>();
    compose.at("services").fields().values().stream()
        .map(service -> service.at("build", "target").text())
        .filter(target -> !target.isEmpty())
        .forEach(targets::add);
    Set<String> expected = new java.util.TreeSet<>(OWN);
    expected.addAll(PROBED);
    assertThat(targets).isEqualTo(expected);
    assertThat(STAGES.keySet()).containsAll(targets);
  }

  @Test
  void everyImageRunsAsAnUnprivilegedUserWithACheckAndNoShellInBetween() {
    for (String image : OWN) {
      assertThat(effective(image, "USER")).as(image).isEqualTo("USER 1001:1001");
      assertThat(effective(image, "ENTRYPOINT")).as(image).startsWith("ENTRYPOINT [\"/");
      assertThat(effective(image, "EXPOSE")).as(image).isNotEmpty();
    }
    for (String image : PROBED) {
      assertThat(effective(image, "USER")).as(image).isEqualTo("USER 10001:10001");
    }
    for (String image : STAGES.keySet()) {
      if (OWN.contains(image) || PROBED.contains(image)) {
        assertThat(effective(image, "HEALTHCHECK"))
            .as(image)
            .contains("--interval=", "--timeout=", "--start-period=", "CMD [\"/");
      }
    }
  }

  @Test
  void imagesHoldWhatWasBuiltAndNothingOfTheBuild() {
    for (String image : OWN) {
      Stage stage = STAGES.getOrDefault(image, new Stage("", List.of()));
      assertThat(stage.base()).isIn("jvm", "scratch");
      assertThat(stage.all("RUN")).as(image).isEmpty();
      assertThat(stage.all("COPY"))
          .as(image)
          .isNotEmpty()
          .allMatch(copy -> copy.matches("COPY --from=\\S+ --chown=\\S+ /\\S+ /\\S+"));
    }
    assertThat(STAGES.getOrDefault("rjmx-exporter", new Stage("", List.of())).base())
        .isEqualTo("scratch");
  }

  @Test
  void nothingIsFetchedOverTheNetworkByHand() {
    STAGES.forEach((name, stage) -> {
      assertThat(stage.all("ADD")).as(name).isEmpty();
      assertThat(stage.all("RUN"))
          .as(name)
          .noneMatch(run -> run.matches(".*\\b(curl|wget|git clone|npx|sudo)\\b.*"))
          .allMatch(
              run -> !run.contains("apt-get install") || run.contains("--no-install-recommends"))
          .allMatch(
              run -> !run.contains("apt-get update") || run.contains("rm -rf /var/lib/apt/lists"));
      assertThat(stage.instructions())
          .as(name)
          .noneMatch(line -> line.matches("(ARG|ENV) .*(PASSWORD|SECRET|TOKEN|KEY)=.*"));
    });
  }

  /** With an older one the page would be left out, and nothing would fail. */
  @Test
  void theBuildHasANodeThatBuildsThePage() {
    Stage build = STAGES.getOrDefault("build", new Stage("", List.of()));
    assertThat(build.instructions()).contains("COPY --from=node /usr/local /usr/local");
    assertThat(build.all("RUN")).noneMatch(run -> run.matches(".*\\b(npm|nodejs)\\b.*"));
    Matcher version =
        Pattern.compile("node:22\\.(\\d+)\\.\\d+-bookworm-slim.*")
            .matcher(STAGES.getOrDefault("node", new Stage("", List.of())).base());
    assertThat(version.matches()).isTrue();
    assertThat(Integer.parseInt(version.group(1))).isGreaterThanOrEqualTo(12);
  }

  @Test
  void theBasesArePinned() {
    STAGES.values().stream()
        .map(Stage::base)
        .filter(base -> !base.equals("scratch") && !STAGES.containsKey(base))
        .forEach(base -> assertThat(Pins.allow(base)).as(base).isTrue());
  }

  @Test
  void theBuildSeesNoSecretsAndNoEarlierBuild() throws Exception {
    assertThat(Files.readAllLines(Repository.root().resolve(".dockerignore")))
        .contains(".git", ".env", ".moalog", "**/target", "**/node_modules");
  }
}
