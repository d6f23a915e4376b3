package com.moalog.deploy.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.moalog.deploy.Node;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What two models of the Kubernetes API say about a document. Stateless. */
final class Schemas {

  private static final String FABRIC8 = "io.fabric8.kubernetes.api.model.";
  private static final String OFFICIAL = "io.kubernetes.client.openapi.models.";

  private static final Map<String, String> PACKAGES =
      Map.of(
          "v1", "",
          "apps/v1", "apps.",
          "batch/v1", "batch.v1.",
          "networking.k8s.io/v1", "networking.v1.",
          "policy/v1", "policy.v1.",
          "autoscaling/v2", "autoscaling.v2.",
          "rbac.authorization.k8s.io/v1", "rbac.",
          "gateway.networking.k8s.io/v1", "gatewayapi.v1.");

  /** Kinds of others without a typed model here: the fields that we use, as their documents say. */
  private static final Map<String, Map<String, Set<String>>> OTHERS =
      Map.of(
          "external-secrets.io/v1 ExternalSecret",
          Map.of(
              "spec", Set.of("refreshInterval", "secretStoreRef", "target", "data"),
              "spec.secretStoreRef", Set.of("kind", "name"),
              "spec.target", Set.of("name", "creationPolicy", "deletionPolicy")),
          "cert-manager.io/v1 ClusterIssuer",
          Map.of(
              "spec", Set.of("acme"),
              "spec.acme", Set.of("server", "email", "privateKeySecretRef", "solvers"),
              "spec.acme.privateKeySecretRef", Set.of("name")),
          "gateway.envoyproxy.io/v1alpha1 BackendTrafficPolicy",
          Map.of(
              "spec",
              Set.of("targetRefs", "requestBuffer"),
              "spec.requestBuffer",
              Set.of("limit")));

  /** Refuses what the model does not know, and a number in quotes. */
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return Boolean.FALSE;
                }
              })
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private Schemas() {}

  /** Every fault of the document, none when it is valid. */
  static List<String> faults(Manifest manifest) {
    if (manifest.name().isEmpty()) {
      return List.of("metadata.name is missing");
    }
    Map<String, Set<String>> other = OTHERS.get(manifest.apiVersion() + " " + manifest.kind());
    if (other != null) {
      return foreignFaults(manifest, other);
    }
    String place = PACKAGES.get(manifest.apiVersion());
    if (place == null) {
      return List.of("unknown apiVersion " + manifest.apiVersion());
    }
    List<String> faults = new ArrayList<>();
    try {
      String json = STRICT.writeValueAsString(manifest.yaml().value());
      STRICT.readValue(json, Class.forName(FABRIC8 + place + manifest.kind()));
      if (!place.startsWith("gatewayapi")) {
        official(manifest, JsonParser.parseString(json));
      }
    } catch (ClassNotFoundException e) {
      faults.add("unknown kind: " + e.getMessage());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      faults.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return faults;
  }

  private static void official(Manifest manifest, JsonElement json) throws ClassNotFoundException {
    String version = manifest.apiVersion().endsWith("v2") ? "V2" : "V1";
    Class<?> type = Class.forName(OFFICIAL + version + manifest.kind());
    try {
      type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another version of the client", e);
    }
  }

  private static List<String> foreignFaults(Manifest manifest, Map<String, Set<String>> shape) {
    List<String> faults = new ArrayList<>();
    shape.forEach((path, fields) -> {
      Node place = manifest.yaml().at(path.split("\\.", -1));
      if (!place.fields().keySet().equals(fields)) {
        faults.add(path + " has " + place.fields().keySet() + " instead of " + fields);
      }
    });
    return faults;
  }
}
