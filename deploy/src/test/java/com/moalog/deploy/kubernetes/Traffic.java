package com.moalog.deploy.kubernetes;

import com.moalog.deploy.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which pod may open a connection to which, by the network policies of a tree. Immutable. */
record Traffic(List<Manifest> manifests) {

  Traffic {
    manifests = List.copyOf(manifests);
  }

  /** The workload whose pods a Service chooses. */
  Optional<Manifest> behind(Manifest service) {
    return manifests.stream()
        .filter(Manifest::hasPods)
        .filter(pods -> pods.namespace().equals(service.namespace()))
        .filter(pods -> pods.isSelectedBy(service.yaml().at("spec", "selector")))
        .findFirst();
  }

  /** What a pod of the namespace {@code moalog} finds under the name. */
  Optional<Manifest> service(String address) {
    return service(address, "moalog");
  }

  /** What a pod of the namespace finds: {@code name}, {@code name.namespace} or an alias of it. */
  Optional<Manifest> service(String address, String namespace) {
    String[] parts = address.replaceFirst("\\.svc\\.cluster\\.local$", "").split("\\.", 2);
    String place = parts.length == 2 ? parts[1] : namespace;
    Optional<Manifest> found =
        manifests.stream()
            .filter(one -> one.kind().equals("Service"))
            .filter(one -> one.name().equals(parts[0]) && one.namespace().equals(place))
            .findFirst();
    String alias = found.map(one -> one.yaml().at("spec", "externalName").text()).orElse("");
    return alias.isEmpty() ? found : service(alias, place);
  }

  /** Whether both sides allow it. */
  boolean allowed(Manifest from, Manifest to, int port) {
    return permits("egress", "to", from, to, port) && admitted(from, to, port);
  }

  /** Whether the side that is called allows it; all that we say about pods of others. */
  boolean admitted(Manifest from, Manifest to, int port) {
    return permits("ingress", "from", to, from, port);
  }

  /** Pods of others, which no tree holds. */
  static Manifest pods(String namespace, String label, String value) {
    Map<String, Object> pods = Map.of("metadata", Map.of("labels", Map.of(label, value)));
    return new Manifest(
        new Node(
            Map.of(
                "kind", "Deployment",
                "metadata", Map.of("name", value, "namespace", namespace),
                "spec", Map.of("template", pods))));
  }

  /** Envoy, through which all comes that comes from outside. */
  static Manifest gateway() {
    return pods("envoy-gateway-system", "app.kubernetes.io/name", "envoy");
  }

  private boolean permits(String direction, String peers, Manifest pods, Manifest other, int port) {
    return manifests.stream()
        .filter(one -> one.kind().equals("NetworkPolicy"))
        .filter(one -> one.namespace().equals(pods.namespace()))
        .filter(one -> pods.isSelectedBy(one.yaml().at("spec", "podSelector", "matchLabels")))
        .flatMap(one -> one.yaml().at("spec", direction).items().stream())
        .anyMatch(rule ->
            rule.at("ports").items().stream()
                    .anyMatch(open -> open.at("port").text().equals(Integer.toString(port)))
                && rule.at(peers).items().stream()
                    .anyMatch(peer -> matches(peer, pods.namespace(), other)));
  }

  private static boolean matches(Node peer, String own, Manifest other) {
    if (peer.at("ipBlock").exists()) {
      return false;
    }
    Map<String, String> namespace = Manifest.labels(peer.at("namespaceSelector", "matchLabels"));
    String wanted =
        peer.at("namespaceSelector").exists()
            ? namespace.getOrDefault("kubernetes.io/metadata.name", "")
            : own;
    return wanted.equals(other.namespace())
        && other.isSelectedBy(peer.at("podSelector", "matchLabels"));
  }
}
