package com.moalog.deploy.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Node;
import com.moalog.deploy.Shell;
import com.moalog.local.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A release by its scripts, with programs that write down how they were called. */
class ReleaseTest {

  private static final Path ROOT = Repository.root();
  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @TempDir Path place;

  private List<String> calls(String script, String target, String digest) throws Exception {
    Path log = place.resolve("calls");
    program("docker", "case $* in *inspect*) echo " + digest + " ;; esac");
    program("cosign", ":");
    program("uname", "echo aarch64");
    Shell.Ended ended =
        Shell.run(
            ROOT,
            Map.of(
                "PATH", place + ":" + System.getenv("PATH"),
                "GITHUB_REPOSITORY", "Moalog/Platform",
                "GITHUB_REF_NAME", "v1.2.3"),
            ".ci/" + script,
            target);
    assertThat(ended.exit()).as(ended.err()).isEqualTo(digest.isEmpty() ? 1 : 0);
    return Files.readAllLines(log);
  }

  private void program(String name, String does) throws IOException {
    Path file = place.resolve(name);
    Files.writeString(file, "#!/bin/sh\necho " + name + " \"$@\" >>" + place + "/calls\n" + does);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void publishesWithProvenanceAndABillOfMaterials() throws Exception {
    assertThat(calls("publish", "sandbox", DIGEST).getLast())
        .startsWith("docker buildx build --file deploy/images/Dockerfile --target sandbox ")
        .contains("--platform linux/arm64", "--provenance mode=max", "--sbom true", "--push")
        .endsWith("--tag ghcr.io/moalog/platform/sandbox:1.2.3-arm64 .");
  }

  @ParameterizedTest
  @CsvSource({
    "sandbox, ghcr.io/moalog/platform/sandbox:1.2.3-amd64 ghcr.io/moalog/platform/sandbox:1.2.3-arm64",
    "rjmx-exporter, ghcr.io/moalog/platform/rjmx-exporter:1.2.3-amd64"
  })
  void signsAllArchitecturesByTheirDigest(String target, String sources) throws Exception {
    String name = "ghcr.io/moalog/platform/" + target;
    List<String> calls = calls("sign", target, DIGEST);
    assertThat(calls.getFirst())
        .isEqualTo("docker buildx imagetools create --tag " + name + ":1.2.3 " + sources);
    assertThat(calls.getLast()).isEqualTo("cosign sign --yes --recursive " + name + "@" + DIGEST);
  }

  @Test
  void signsNothingWithoutADigest() throws Exception {
    assertThat(calls("sign", "sandbox", "")).noneMatch(call -> call.startsWith("cosign"));
  }

  /** Only what signs has an identity, and everything that is published is signed. */
  @Test
  void theWorkflowSignsEveryImageThatItPublishes() {
    Node jobs = Node.read(ROOT.resolve(".github/workflows/release.yml")).at("jobs");
    assertThat(jobs.at("publish", "needs").text()).isEqualTo("test");
    assertThat(jobs.at("sign", "needs").text()).isEqualTo("publish");
    assertThat(jobs.at("sign", "strategy", "matrix", "image").texts())
        .isEqualTo(jobs.at("publish", "strategy", "matrix", "image").texts());
    assertThat(jobs.at("sign", "permissions", "id-token").text()).isEqualTo("write");
    assertThat(jobs.at("publish", "permissions", "id-token").exists()).isFalse();
  }
}
