package com.moalog.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Node;
import com.moalog.local.servers.Repository;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the public reaches, decided as the Gateway API decides it. */
@EnabledIf(
    value = "com.moalog.deploy.kubernetes.Tree#canBeRendered",
    disabledReason = "kubectl is not on the PATH: install version 1.27 or later")
class RoutesTest {

  /** The path that a backend sees: {@code service path}. */
  private static Optional<String> reached(String host, String path) throws Exception {
    return reached(Tree.PROD, host, path);
  }

  private static Optional<String> reached(Tree tree, String host, String path) throws Exception {
    record Choice(int weight, String backend) {}
    return tree.ofKind("HTTPRoute").stream()
        .filter(route -> route.yaml().at("spec", "hostnames").texts().contains(host))
        .flatMap(route -> route.yaml().at("spec", "rules").items().stream())
        .flatMap(rule ->
            rule.at("matches").items().stream()
                .map(match -> match.at("path"))
                .filter(match -> matches(match, path))
                .map(match -> new Choice(weight(match), backend(rule, match, path))))
        .max(Comparator.comparingInt(Choice::weight))
        .map(Choice::backend);
  }

  private static boolean matches(Node match, String path) {
    String value = match.at("value").text();
    if (match.at("type").text().equals("Exact")) {
      return path.equals(value);
    }
    return value.equals("/") || path.equals(value) || path.startsWith(value + "/");
  }

  private static int weight(Node match) {
    return match.at("value").text().length()
        + (match.at("type").text().equals("Exact") ? 10_000 : 0);
  }

  private static String backend(Node rule, Node match, String path) {
    String rewritten =
        rule.at("filters").items().stream()
            .map(filter -> filter.at("urlRewrite", "path", "replacePrefixMatch").text())
            .filter(prefix -> !prefix.isEmpty())
            .findFirst()
            .map(prefix -> prefix + path.substring(match.at("value").text().length()))
            .orElse(path);
    return rule.at("backendRefs").items().getFirst().at("name").text() + " " + rewritten;
  }

  @ParameterizedTest
  @CsvSource({
    "/, moalog-server /",
    "/api/v1/retro-rooms, moalog-server /api/v1/retro-rooms",
    "/api/v1/webhooks/fluxpay, moalog-server /api/v1/webhooks/fluxpay",
    "/api/auth/login, moalog-server /api/auth/login",
    "/pay/api/v1/orders/7, fluxpay-engine /api/v1/orders/7",
    "/pay/api/v1, fluxpay-engine /api/v1"
  })
  void thePublicReaches(String path, String backend) throws Exception {
    assertThat(reached("api.moalog.com", path)).contains(backend);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics",
        "/health",
        "/actuator/health",
        "/actuator/prometheus",
        "/jolokia",
        "/swagger-ui/index.html",
        "/api-docs/openapi.json",
        "/api/auth/login/email",
        "/pay/actuator/prometheus",
        "/pay/api-docs",
        "/pay/jolokia",
        "/pay"
      })
  void thePublicDoesNotReach(String path) throws Exception {
    assertThat(reached("api.moalog.com", path)).isEmpty();
  }

  /** The page's addresses as its filter knows them, and the files that lie beside its document. */
  @Test
  void thePublicReachesTheWholePage() throws Exception {
    Path server = Repository.root().resolve("moalog-server");
    String filter =
        Files.readString(server.resolve("src/main/java/com/moalog/server/web/WebFilter.java"));
    Matcher pages = Pattern.compile("(?s)PAGES =\\s*Set\\.of\\((.*?)\\);").matcher(filter);
    assertThat(pages.find()).isTrue();
    List<String> paths = new ArrayList<>();
    Pattern.compile("\"([a-z]*)\"")
        .matcher(pages.group(1))
        .results()
        .forEach(page -> paths.add("/" + page.group(1)));
    assertThat(paths).hasSizeGreaterThan(8);
    paths.add("/rooms/7/retrospects/new");
    try (Stream<Path> files = Files.list(server.resolve("web/public"))) {
      files.forEach(file -> paths.add("/" + file.getFileName()));
    }
    for (String path : paths) {
      assertThat(reached("api.moalog.com", path)).as(path).contains("moalog-server " + path);
    }
  }

  /** In development the sandbox plays the providers, whose pages a browser opens. */
  @Test
  void aBrowserIsSentOnlyWhereItArrives() throws Exception {
    Node told =
        Tree.DEV.ofKind("ConfigMap").stream()
            .filter(one -> one.name().startsWith("moalog-server-"))
            .findFirst()
            .orElseThrow()
            .yaml()
            .at("data");
    for (String name : List.of("GOOGLE_AUTHORIZE_URL", "KAKAO_AUTHORIZE_URL", "CHECKOUT_URL")) {
      URI address = URI.create(told.at(name).text());
      assertThat(reached(Tree.DEV, address.getHost(), address.getPath()))
          .as(name)
          .contains("sandbox " + address.getPath());
    }
    assertThat(reached(Tree.DEV, "sandbox.moalog.local", "/__admin/rules")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"DEV", "PROD"})
  void theGatewayMayCallEveryBackend(Tree tree) throws Exception {
    Traffic traffic = new Traffic(tree.manifests());
    for (Manifest route : tree.ofKind("HTTPRoute")) {
      for (Node rule : route.yaml().at("spec", "rules").items()) {
        for (Node backend : rule.at("backendRefs").items()) {
          Manifest service = traffic.service(backend.at("name").text()).orElseThrow();
          Manifest pods = traffic.behind(service).orElseThrow();
          int port = Integer.parseInt(backend.at("port").text());
          assertThat(traffic.admitted(Traffic.gateway(), pods, port)).as(route.name()).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEV", "PROD"})
  void theClassOfTheGatewayIsThere(Tree tree) throws Exception {
    String name = tree.ofKind("Gateway").getFirst().yaml().at("spec", "gatewayClassName").text();
    assertThat(tree.ofKind("GatewayClass"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.name()).isEqualTo(name);
          assertThat(one.yaml().at("spec", "controllerName").text())
              .isEqualTo("gateway.envoyproxy.io/gatewayclass-controller");
        });
  }

  @Test
  void everyAnswerOfTheApisTellsBrowsersToBeCareful() throws Exception {
    for (String name : new String[] {"moalog-server", "fluxpay-engine"}) {
      Manifest route =
          Tree.PROD.ofKind("HTTPRoute").stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow();
      assertThat(
              route.yaml().at("spec", "rules").items().stream()
                  .flatMap(rule -> rule.at("filters").items().stream())
                  .flatMap(filter -> filter.at("responseHeaderModifier", "set").items().stream())
                  .map(header -> header.at("name").text()))
          .contains("Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options");
    }
  }

  @Test
  void plainHttpOnlyRedirectsAndEveryRouteHasAListenerAndABackend() throws Exception {
    Manifest gateway = Tree.PROD.ofKind("Gateway").getFirst();
    for (Manifest route : Tree.PROD.ofKind("HTTPRoute")) {
      String section =
          route.yaml().at("spec", "parentRefs").items().getFirst().at("sectionName").text();
      Node listener =
          gateway.yaml().at("spec", "listeners").items().stream()
              .filter(one -> one.at("name").text().equals(section))
              .findFirst()
              .orElseThrow(() -> new AssertionError(route + " has no listener"));
      boolean redirects = route.name().equals("to-https");
      assertThat(listener.at("protocol").text()).isEqualTo(redirects ? "HTTP" : "HTTPS");
      for (Node rule : route.yaml().at("spec", "rules").items()) {
        assertThat(rule.at("backendRefs").items().isEmpty()).isEqualTo(redirects);
        for (Node backend : rule.at("backendRefs").items()) {
          assertThat(new Traffic(Tree.PROD.manifests()).service(backend.at("name").text()))
              .isPresent();
        }
      }
      if (!redirects) {
        assertThat(route.yaml().at("spec", "hostnames").texts())
            .containsExactly(listener.at("hostname").text());
      }
    }
  }
}
