package com.moalog.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Node;
import com.moalog.local.servers.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The documents of a tree fit together: what one names, another is. */
@EnabledIf(
    value = "com.moalog.deploy.kubernetes.Tree#canBeRendered",
    disabledReason = "kubectl is not on the PATH: install version 1.27 or later")
class ClusterTest {

  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?<=[/@=,])|^)([a-z][a-z0-9.-]*):(\\d{4,5})");
  private static final Path PROMETHEUS =
      Repository.root().resolve("deploy/k8s/base/monitoring/prometheus.yml");

  /** Jobs whose pods are many, so that Prometheus has to ask each: their headless Services. */
  private static final Map<String, String> MANY =
      Map.of(
          "moalog-server", "moalog-server-metrics:8080",
          "rate-limiter", "rate-limiter-metrics:8080",
          "fluxpay-engine", "fluxpay-engine-metrics:8080",
          "node", "alloy.moalog-logs:12345");

  /** Files with an address for Compose; RJMX_JOLOKIA_URL says another one here. */
  private static final String OVERRULED = "rjmx-config";

  @ParameterizedTest
  @EnumSource
  void everyDocumentKeepsThePolicies(Tree tree) throws Exception {
    for (Manifest manifest : tree.manifests()) {
      assertThat(Policies.faults(tree, manifest)).as(tree + " " + manifest).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEV", "PROD"})
  void everyServiceLeadsToAPort(Tree tree) throws Exception {
    Traffic traffic = new Traffic(tree.manifests());
    for (Manifest service : tree.ofKind("Service")) {
      if (service.yaml().at("spec", "type").text().equals("ExternalName")) {
        assertThat(traffic.service(service.name(), service.namespace())).isPresent();
        continue;
      }
      Manifest pods = traffic.behind(service).orElseThrow(() -> new AssertionError(service));
      Set<String> named =
          pods.container().at("ports").items().stream()
              .map(port -> port.at("name").text() + " " + port.at("containerPort").text())
              .collect(Collectors.toSet());
      for (Node port : service.yaml().at("spec", "ports").items()) {
        assertThat(named)
            .as(service.toString())
            .contains(port.at("targetPort").text() + " " + port.at("port").text());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEV", "PROD"})
  void everyReferenceResolves(Tree tree) throws Exception {
    for (Manifest manifest : tree.withPods()) {
      List<String> missing = new ArrayList<>();
      for (Node volume : manifest.podSpec().at("volumes").items()) {
        String configMap = volume.at("configMap", "name").text();
        if (!configMap.isEmpty() && keys(tree, "ConfigMap", configMap).isEmpty()) {
          missing.add(configMap);
        }
        volume.at("secret", "items").items().stream()
            .map(item -> item.at("key").text())
            .filter(
                key -> !secretKeys(tree, volume.at("secret", "secretName").text()).contains(key))
            .forEach(missing::add);
        String claim = volume.at("persistentVolumeClaim", "claimName").text();
        if (!claim.isEmpty()
            && tree.ofKind("PersistentVolumeClaim").stream()
                .noneMatch(one -> one.name().equals(claim))) {
          missing.add(claim);
        }
      }
      for (Node variable : manifest.container().at("env").items()) {
        Node secret = variable.at("valueFrom", "secretKeyRef");
        if (secret.exists()
            && !secretKeys(tree, secret.at("name").text()).contains(secret.at("key").text())) {
          missing.add(secret.at("key").text());
        }
      }
      for (Node source : manifest.container().at("envFrom").items()) {
        if (keys(tree, "ConfigMap", source.at("configMapRef", "name").text()).isEmpty()) {
          missing.add(source.toString());
        }
      }
      assertThat(missing).as(tree + " " + manifest).isEmpty();
    }
  }

  /** Mounts of single files name a key of their ConfigMap; of a claim, a folder is mounted. */
  @ParameterizedTest
  @EnumSource(names = {"DEV", "PROD"})
  void everyMountHasItsVolumeAndFile(Tree tree) throws Exception {
    for (Manifest manifest : tree.withPods()) {
      Set<String> volumes = new HashSet<>();
      manifest
          .podSpec()
          .at("volumes")
          .items()
          .forEach(volume -> volumes.add(volume.at("name").text()));
      manifest
          .yaml()
          .at("spec", "volumeClaimTemplates")
          .items()
          .forEach(claim -> volumes.add(claim.at("metadata", "name").text()));
      for (Node mount : manifest.container().at("volumeMounts").items()) {
        String volume = mount.at("name").text();
        assertThat(volumes).as(manifest.toString()).contains(volume);
        String configMap = configMap(manifest, volume);
        if (mount.at("subPath").exists() && !configMap.isEmpty()) {
          assertThat(keys(tree, "ConfigMap", configMap)).contains(mount.at("subPath").text());
        }
      }
    }
  }

  /** Which ConfigMap a volume of the pods holds, empty when it is another. */
  private static String configMap(Manifest pods, String volume) {
    return pods.podSpec().at("volumes").items().stream()
        .filter(one -> one.at("name").text().equals(volume))
        .map(one -> one.at("configMap", "name").text())
        .findFirst()
        .orElse("");
  }

  private static Set<String> keys(Tree tree, String kind, String name) throws Exception {
    return tree.ofKind(kind).stream()
        .filter(one -> one.name().equals(name))
        .flatMap(one -> one.yaml().at("data").fields().keySet().stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> secretKeys(Tree tree, String name) {
    try {
      Set<String> keys = new HashSet<>(keys(tree, "Secret", name));
      tree.ofKind("ExternalSecret").stream()
          .filter(one -> one.yaml().at("spec", "target", "name").text().equals(name))
          .flatMap(one -> one.yaml().at("spec", "data").items().stream())
          .forEach(item -> keys.add(item.at("secretKey").text()));
      return keys;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEV", "PROD"})
  void everyAddressIsAServiceThatMayBeCalled(Tree tree) throws Exception {
    Traffic traffic = new Traffic(tree.manifests());
    int checked = 0;
    for (Manifest caller : tree.withPods()) {
      for (String told : told(tree, caller)) {
        for (var address : ADDRESS.matcher(told).results().toList()) {
          String host = address.group(1);
          int port = Integer.parseInt(address.group(2));
          if (host.equals("localhost") || host.startsWith("fluxpay-kafka-")) {
            continue;
          }
          Manifest service =
              traffic
                  .service(host, caller.namespace())
                  .orElseThrow(() -> new AssertionError(caller + " is told " + told));
          assertThat(service.yaml().at("spec", "ports").items())
              .as(told)
              .anyMatch(open -> open.at("port").text().equals(Integer.toString(port)));
          Manifest called = traffic.behind(service).orElseThrow();
          assertThat(traffic.allowed(caller, called, port)).as(caller + " → " + told).isTrue();
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(16);
  }

  /** Variables, arguments and the files that are mounted. */
  private static List<String> told(Tree tree, Manifest caller) throws Exception {
    List<String> told = new ArrayList<>();
    caller.container().at("env").items().forEach(variable -> told.add(variable.at("value").text()));
    told.addAll(caller.container().at("args").texts());
    Set<String> files = new HashSet<>();
    caller
        .container()
        .at("envFrom")
        .items()
        .forEach(source -> files.add(source.at("configMapRef", "name").text()));
    caller.podSpec().at("volumes").items().stream()
        .map(volume -> volume.at("configMap", "name").text())
        .filter(name -> !name.startsWith(OVERRULED))
        .forEach(files::add);
    for (String name : files) {
      tree.ofKind("ConfigMap").stream()
          .filter(one -> one.name().equals(name) && one.namespace().equals(caller.namespace()))
          .flatMap(one -> one.yaml().at("data").fields().values().stream())
          .forEach(value -> told.add(value.text()));
    }
    return told;
  }

  @ParameterizedTest
  @EnumSource(names = {"DEV", "PROD"})
  void everyScrapedPortIsPublishedAndAllowed(Tree tree) throws Exception {
    Traffic traffic = new Traffic(tree.manifests());
    Manifest prometheus =
        tree.ofKind("Deployment").stream()
            .filter(one -> one.name().equals("prometheus"))
            .findFirst()
            .orElseThrow();
    List<String> targets = targets(Node.read(PROMETHEUS));
    assertThat(targets).hasSizeGreaterThanOrEqualTo(10);
    for (String target : targets) {
      String[] address = target.split(":", 2);
      Manifest service = traffic.service(address[0]).orElseThrow(() -> new AssertionError(target));
      assertThat(service.yaml().at("spec", "ports").items())
          .as(target)
          .anyMatch(port -> port.at("port").text().equals(address[1]));
      Manifest scraped = traffic.behind(service).orElseThrow();
      assertThat(traffic.allowed(prometheus, scraped, Integer.parseInt(address[1])))
          .as(target)
          .isTrue();
    }
  }

  private static List<String> targets(Node prometheus) {
    List<String> targets = new ArrayList<>();
    for (Node job : prometheus.at("scrape_configs").items()) {
      job.at("static_configs")
          .items()
          .forEach(group -> targets.addAll(group.at("targets").texts()));
      for (Node lookup : job.at("dns_sd_configs").items()) {
        lookup
            .at("names")
            .texts()
            .forEach(name -> targets.add(name + ":" + lookup.at("port").text()));
      }
    }
    targets.remove("localhost:9090");
    return targets;
  }

  /** A Service hides pods that are not ready, and an alert about them could never fire. */
  @ParameterizedTest
  @EnumSource(names = {"DEV", "PROD"})
  void prometheusAsksAlsoPodsThatAreNotReady(Tree tree) throws Exception {
    Traffic traffic = new Traffic(tree.manifests());
    for (String address : MANY.values()) {
      Node service = traffic.service(address.split(":", 2)[0]).orElseThrow().yaml().at("spec");
      assertThat(service.at("clusterIP").text()).as(address).isEqualTo("None");
      assertThat(service.at("publishNotReadyAddresses").text()).as(address).isEqualTo("true");
    }
  }

  /** The one file of {@code monitoring/}, with every pod of a Service asked by itself. */
  @Test
  void prometheusScrapesAsEverywhereButEveryPod() throws Exception {
    String expected =
        Files.readString(Repository.root().resolve("monitoring/prometheus/prometheus.yml"));
    for (Map.Entry<String, String> job : MANY.entrySet()) {
      String[] address = job.getValue().split(":", 2);
      expected =
          expected.replaceFirst(
              "(- job_name: "
                  + job.getKey()
                  + "\\n(?:    .*\\n)*?)    static_configs:\\n      - targets: \\[.*]\\n",
              "$1    dns_sd_configs:\n      - names: [\"%s\"]\n        type: A\n        port: %s\n"
                  .formatted(address[0], address[1]));
    }
    assertThat(PROMETHEUS).hasContent(expected);
  }

  @Test
  void nothingIsAllowedThatNobodyAllowed() throws Exception {
    for (Tree tree : List.of(Tree.DEV, Tree.PROD)) {
      Traffic traffic = new Traffic(tree.manifests());
      assertThat(tree.ofKind("NetworkPolicy"))
          .anyMatch(policy ->
              policy.name().equals("default-deny")
                  && policy
                      .yaml()
                      .at("spec", "policyTypes")
                      .texts()
                      .equals(List.of("Ingress", "Egress"))
                  && !policy.yaml().at("spec", "ingress").exists()
                  && !policy.yaml().at("spec", "egress").exists());
      String[][] forbidden = {
        {"moalog-server", "redis", "6379"},
        {"moalog-server", "fluxpay-postgres", "5432"},
        {"rate-limiter", "mysql", "3306"},
        {"prometheus", "rate-limiter", "8778"},
        {"moalog-server", "fluxpay-engine", "8778"},
        {"rjmx-exporter-rate-limiter", "rate-limiter", "8080"},
        {"grafana", "mysql", "3306"},
      };
      for (String[] pair : forbidden) {
        assertThat(
                traffic.allowed(
                    pods(tree, pair[0]), pods(tree, pair[1]), Integer.parseInt(pair[2])))
            .as(String.join(" ", pair))
            .isFalse();
      }
    }
  }

  /** Who hears of an alert: in production people, elsewhere nobody. */
  @ParameterizedTest
  @EnumSource(names = {"DEV", "PROD"})
  void alertsReachPeopleInProductionOnly(Tree tree) throws Exception {
    Manifest alertmanager = pods(tree, "alertmanager");
    Path file = Path.of(alertmanager.container().at("args").texts().getFirst().split("=", 2)[1]);
    Node mount =
        alertmanager.container().at("volumeMounts").items().stream()
            .filter(one -> one.at("mountPath").text().equals(String.valueOf(file.getParent())))
            .findFirst()
            .orElseThrow();
    String configMap = configMap(alertmanager, mount.at("name").text());
    String configuration =
        tree.ofKind("ConfigMap").stream()
            .filter(one -> one.name().equals(configMap))
            .map(one -> one.yaml().at("data", String.valueOf(file.getFileName())).text())
            .findFirst()
            .orElseThrow();
    assertThat(configuration).contains("receivers:");
    assertThat(configuration.contains("slack_configs:")).isEqualTo(tree == Tree.PROD);
  }

  /** cert-manager makes the solver's pods, so no tree holds them. */
  @Test
  void theGatewayReachesTheSolverOfCertificates() throws Exception {
    Traffic traffic = new Traffic(Tree.PROD.manifests());
    Manifest solver = Traffic.pods("moalog", "acme.cert-manager.io/http01-solver", "true");
    assertThat(traffic.admitted(Traffic.gateway(), solver, 8089)).isTrue();
    assertThat(traffic.admitted(Traffic.gateway(), solver, 8080)).isFalse();
    assertThat(traffic.admitted(pods(Tree.PROD, "grafana"), solver, 8089)).isFalse();
  }

  private static Manifest pods(Tree tree, String app) throws Exception {
    return tree.withPods().stream()
        .filter(one -> one.app().equals(app))
        .findFirst()
        .orElseThrow(() -> new AssertionError(app));
  }

  @Test
  void onlyTheAutoscalerDecidesHowManyThereAreInProduction() throws Exception {
    List<Manifest> scalers = Tree.PROD.ofKind("HorizontalPodAutoscaler");
    assertThat(scalers).hasSize(3);
    for (Manifest scaler : scalers) {
      String name = scaler.yaml().at("spec", "scaleTargetRef", "name").text();
      Manifest deployment =
          Tree.PROD.ofKind("Deployment").stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow();
      assertThat(deployment.yaml().at("spec", "replicas").exists()).as(name).isFalse();
      assertThat(scaler.yaml().at("spec", "minReplicas").text()).isEqualTo("3");
      assertThat(deployment.podSpec().at("topologySpreadConstraints").items()).hasSize(2);
      assertThat(deployment.container().at("startupProbe").exists()).isTrue();
      assertThat(deployment.container().at("lifecycle", "preStop", "sleep", "seconds").text())
          .isEqualTo("8");
      assertThat(deployment.podSpec().at("terminationGracePeriodSeconds").text()).isEqualTo("45");
      Manifest budget =
          Tree.PROD.ofKind("PodDisruptionBudget").stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow();
      assertThat(budget.yaml().at("spec", "minAvailable").text()).isEqualTo("2");
    }
  }

  @Test
  void productionHasThreeBrokersWhoKeepTheirData() throws Exception {
    Manifest kafka =
        Tree.PROD.ofKind("StatefulSet").stream()
            .filter(one -> one.name().equals("fluxpay-kafka"))
            .findFirst()
            .orElseThrow();
    assertThat(kafka.yaml().at("spec", "replicas").text()).isEqualTo("3");
    assertThat(told(Tree.PROD, kafka))
        .anyMatch(told -> told.split(",", -1).length == 3 && told.contains("3@fluxpay-kafka-2."));
    for (Manifest store : Tree.PROD.ofKind("StatefulSet")) {
      assertThat(store.yaml().at("spec", "volumeClaimTemplates").items())
          .as(store.name())
          .isNotEmpty();
    }
    assertThat(kafka.container().at("env").items())
        .filteredOn(variable -> variable.at("name").text().equals("CLUSTER_ID"))
        .allMatch(variable ->
            java.util.Base64.getUrlDecoder().decode(variable.at("value").text()).length == 16);
    // At the root of a volume lies lost+found, which neither of the two bears among its own files.
    assertThat(told(Tree.PROD, kafka))
        .contains("/var/lib/kafka/data/logs")
        .as("the log of the garbage collector does not fit its volume")
        .contains("-name kafkaServer");
    assertThat(pods(Tree.PROD, "mysql").container().at("volumeMounts").items())
        .filteredOn(mount -> mount.at("mountPath").text().equals("/var/lib/mysql"))
        .singleElement()
        .satisfies(mount -> assertThat(mount.at("subPath").text()).isNotEmpty());
  }
}
