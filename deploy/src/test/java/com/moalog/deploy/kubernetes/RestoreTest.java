package com.moalog.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Repository;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runbook's way to bring a backup back does what it says: its commands name what there is. */
@EnabledIf(
    value = "com.moalog.deploy.kubernetes.Tree#canBeRendered",
    disabledReason = "kubectl is not on the PATH: install version 1.27 or later")
class RestoreTest {

  private static final Pattern BLOCK = Pattern.compile("(?s)```\\n(.*?)```");
  private static final Pattern NAMED =
      Pattern.compile("\\b(deployment|cronjob|job)[/ ]([a-z][a-z-]*)");

  private static List<String> blocks = List.of();

  @BeforeAll
  static void read() throws Exception {
    blocks =
        BLOCK
            .matcher(
                Files.readString(Repository.root().resolve("docs/runbook/BackupAndRestore.md")))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains("kubectl"))
            .toList();
  }

  /** The block of a database. */
  private static String block(String job) {
    return blocks.stream()
        .filter(block -> block.contains("kubectl kustomize") && block.contains("job/" + job))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no way to run " + job));
  }

  @Test
  void everythingThatIsNamedIsThere() throws Exception {
    List<Manifest> all =
        Stream.concat(Tree.PROD.manifests().stream(), Tree.RESTORE.manifests().stream()).toList();
    List<MatchResult> named = NAMED.matcher(String.join("", blocks)).results().toList();
    assertThat(named).hasSizeGreaterThan(8);
    for (MatchResult one : named) {
      String name = one.group(2);
      assertThat(all)
          .as(one.group())
          .anyMatch(manifest ->
              (manifest.kind().equalsIgnoreCase(one.group(1)) && manifest.name().equals(name))
                  || (manifest.kind().equals("CronJob")
                      && name.equals(manifest.name() + "-manual")));
    }
  }

  @ParameterizedTest
  @CsvSource({"mysql-restore, moalog-server", "postgres-restore, fluxpay-engine"})
  void stopsWhatWritesAndAppliesOneJobWithAllItNeeds(String job, String writer) throws Exception {
    List<String> steps = block(job).lines().toList();
    assertThat(steps.getFirst()).endsWith("deployment/" + writer + " --replicas=0");
    assertThat(steps.get(1)).contains("wait --for=delete pod", "name=" + writer);
    assertThat(steps.getLast()).contains("deployment/" + writer + " --replicas=");

    String chosen =
        Pattern.compile("-l '?app\\.kubernetes\\.io/name in \\(([a-z, -]+)\\)")
            .matcher(String.join("\n", steps))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    assertThat(
            Tree.RESTORE.manifests().stream()
                .filter(one -> List.of(chosen.split(", ", -1)).contains(label(one)))
                .map(Manifest::kind))
        .containsExactlyInAnyOrder("ConfigMap", "Job", "NetworkPolicy");
    assertThat(Tree.RESTORE.ofKind("Job"))
        .filteredOn(one -> label(one).equals(job))
        .extracting(Manifest::name)
        .containsExactly(job);
  }

  private static String label(Manifest one) {
    return one.yaml().at("metadata", "labels", "app.kubernetes.io/name").text();
  }

  @Test
  void theScriptsAreThoseOfTheCluster() throws Exception {
    String scripts = Tree.RESTORE.ofKind("ConfigMap").getFirst().name();
    assertThat(Tree.PROD.ofKind("ConfigMap")).extracting(Manifest::name).contains(scripts);
  }
}
