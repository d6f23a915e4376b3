package com.moalog.deploy.kubernetes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every document of every tree is one that a Kubernetes API server knows. */
@EnabledIf(
    value = "com.moalog.deploy.kubernetes.Tree#canBeRendered",
    disabledReason = "kubectl is not on the PATH: install version 1.27 or later")
class SchemaTest {

  @ParameterizedTest
  @EnumSource
  void everyDocumentIsValid(Tree tree) throws Exception {
    assertThat(tree.manifests()).hasSizeGreaterThan(3);
    for (Manifest manifest : tree.manifests()) {
      assertThat(Schemas.faults(manifest)).as(tree + " " + manifest).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "replicas: 1, replicas: three",
    "replicas: 1, replicaz: 1",
    "image: a:1, imagee: a:1",
    "name: web, name: [web]",
    "selector:, selectorr:"
  })
  void theSchemasRefuse(String right, String wrong) {
    String deployment =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: 1
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: web
                  image: a:1
        """;
    assertThat(Schemas.faults(manifest(deployment))).isEmpty();
    String broken = deployment.replace(right, wrong);
    assertThat(broken).isNotEqualTo(deployment);
    assertThat(Schemas.faults(manifest(broken))).isNotEmpty();
  }

  private static Manifest manifest(String yaml) {
    return new Manifest(Node.all(yaml).getFirst());
  }

  /** A document of a tree, and whether it is fine. */
  private record Checked(Tree tree, String kind, boolean valid, boolean keepsPolicies) {}

  @Test
  void printsWhatThereIs() throws Exception {
    List<Checked> all = new ArrayList<>();
    for (Tree tree : Tree.values()) {
      for (Manifest one : tree.manifests()) {
        boolean keepsPolicies = Policies.faults(tree, one).isEmpty();
        all.add(new Checked(tree, one.kind(), Schemas.faults(one).isEmpty(), keepsPolicies));
      }
    }
    System.out.printf(
        "%nManifests per kind%n%-26s %5s %5s %5s %8s %10s %15s%n",
        "", "base", "dev", "prod", "restore", "validated", "policy-checked");
    Map<String, List<Checked>> kinds =
        all.stream().collect(groupingBy(Checked::kind, TreeMap::new, toList()));
    kinds.forEach(SchemaTest::print);
    print("all", all);
    assertThat(all).allMatch(Checked::valid).allMatch(Checked::keepsPolicies);
  }

  private static void print(String kind, List<Checked> documents) {
    System.out.printf(
        "%-26s %5d %5d %5d %8d %10d %15d%n",
        kind,
        count(documents, one -> one.tree() == Tree.BASE),
        count(documents, one -> one.tree() == Tree.DEV),
        count(documents, one -> one.tree() == Tree.PROD),
        count(documents, one -> one.tree() == Tree.RESTORE),
        count(documents, Checked::valid),
        count(documents, Checked::keepsPolicies));
  }

  private static long count(List<Checked> documents, Predicate<Checked> which) {
    return documents.stream().filter(which).count();
  }
}
