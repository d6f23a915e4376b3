package com.moalog.deploy.kubernetes;

import com.moalog.deploy.Node;
import com.moalog.deploy.Pins;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the platform asks of each document beyond its schema. Stateless. */
final class Policies {

  /** The collector of logs reads the node's files, in a namespace of its own. */
  private static final String COLLECTOR = "alloy";

  private static final Set<String> VOLUMES_OF_RESTRICTED_PODS =
      Set.of("configMap", "emptyDir", "secret", "persistentVolumeClaim");
  private static final Set<String> WITHOUT_NAMESPACE =
      Set.of("Namespace", "ClusterIssuer", "GatewayClass");

  private Policies() {}

  /** Every fault of the document, none when it keeps all policies. */
  static List<String> faults(Tree tree, Manifest manifest)
      throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    if (manifest.namespace().isEmpty() != WITHOUT_NAMESPACE.contains(manifest.kind())) {
      faults.add("namespace is " + manifest.namespace());
    }
    if (manifest.kind().equals("Secret") && tree != Tree.DEV) {
      faults.add("a secret in git");
    }
    if (manifest.hasPods()) {
      faults.addAll(podFaults(manifest));
      faults.addAll(containerFaults(manifest));
    }
    if (manifest.kind().equals("Deployment") && !hasBudget(tree, manifest)) {
      faults.add("no PodDisruptionBudget");
    }
    if (Set.of("Deployment", "StatefulSet", "DaemonSet").contains(manifest.kind())) {
      faults.addAll(probeFaults(manifest));
    }
    return faults;
  }

  private static List<String> podFaults(Manifest manifest) {
    List<String> faults = new ArrayList<>();
    Node pod = manifest.podSpec();
    Node security = pod.at("securityContext");
    if (!security.at("seccompProfile", "type").text().equals("RuntimeDefault")) {
      faults.add("no seccomp profile");
    }
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (pod.at(shared).text().equals("true")) {
        faults.add(shared);
      }
    }
    if (pod.at("containers").items().size() != 1) {
      faults.add("not exactly one container");
    }
    if (manifest.app().equals(COLLECTOR)) {
      return faults;
    }
    if (!security.at("runAsNonRoot").text().equals("true")
        || security.at("runAsUser").text().equals("0")) {
      faults.add("may run as root");
    }
    if (!pod.at("automountServiceAccountToken").text().equals("false")) {
      faults.add("has a token of the API server");
    }
    if (!pod.at("enableServiceLinks").text().equals("false")) {
      faults.add("gets variables named after Services");
    }
    for (Node volume : pod.at("volumes").items()) {
      boolean allowed =
          volume.fields().keySet().stream()
              .allMatch(key -> key.equals("name") || VOLUMES_OF_RESTRICTED_PODS.contains(key));
      if (!allowed) {
        faults.add("volume " + volume.at("name").text());
      }
    }
    return faults;
  }

  private static List<String> containerFaults(Manifest manifest) {
    List<String> faults = new ArrayList<>();
    Node container = manifest.container();
    Node security = container.at("securityContext");
    if (!security.at("allowPrivilegeEscalation").text().equals("false")
        || !security.at("readOnlyRootFilesystem").text().equals("true")
        || !security.at("capabilities", "drop").texts().equals(List.of("ALL"))
        || security.at("privileged").exists()) {
      faults.add("may more than it must");
    }
    List<String> added = security.at("capabilities", "add").texts();
    List<String> allowed =
        manifest.app().equals(COLLECTOR) ? List.of("DAC_READ_SEARCH") : List.of();
    if (!allowed.containsAll(added)) {
      faults.add("capabilities " + added);
    }
    Node resources = container.at("resources");
    for (Map.Entry<String, String> needed :
        List.of(
            Map.entry("requests", "cpu"),
            Map.entry("requests", "memory"),
            Map.entry("limits", "memory"))) {
      if (!resources.at(needed.getKey(), needed.getValue()).exists()) {
        faults.add("no " + needed.getKey() + " of " + needed.getValue());
      }
    }
    if (resources.at("limits", "cpu").exists()) {
      faults.add("a CPU limit throttles the start of a JVM");
    }
    String image = container.at("image").text();
    if (!image.matches("moalog/[a-z-]+:\\d+\\.\\d+\\.\\d+") && !Pins.allow(image)) {
      faults.add("image " + image + " is not pinned");
    }
    return faults;
  }

  private static List<String> probeFaults(Manifest manifest) {
    List<String> faults = new ArrayList<>();
    for (String probe : List.of("readinessProbe", "livenessProbe")) {
      if (!manifest.container().at(probe).exists()) {
        faults.add("no " + probe);
      }
    }
    return faults;
  }

  private static boolean hasBudget(Tree tree, Manifest deployment)
      throws IOException, InterruptedException {
    return tree.ofKind("PodDisruptionBudget").stream()
        .anyMatch(
            budget -> deployment.isSelectedBy(budget.yaml().at("spec", "selector", "matchLabels")));
  }
}
