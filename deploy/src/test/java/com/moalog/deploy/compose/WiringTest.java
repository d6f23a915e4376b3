package com.moalog.deploy.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Node;
import com.moalog.deploy.Pins;
import com.moalog.deploy.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the Compose file names exists, fits and is reachable. */
class WiringTest {

  private static final Pattern WRITTEN = Pattern.compile("(?m)^([A-Z_]+)='(.*)'$");
  private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9-]+):(\\d{4,5})");

  /** Where the sources of the services that are built here read their variables. */
  private static final Map<String, List<String>> SOURCES =
      Map.of(
          "rate-limiter", List.of("rate-limiter/server/src/main", "service-kit/src/main"),
          "fluxpay-engine", List.of("fluxpay-engine/src/main", "service-kit/src/main"),
          "moalog-server", List.of("moalog-server/src/main", "service-kit/src/main"),
          "sandbox", List.of("sandbox/src/main", "service-kit/src/main"),
          "rjmx-exporter-rate-limiter", List.of("rjmx-exporter/core/src/main"),
          "rjmx-exporter-fluxpay", List.of("rjmx-exporter/core/src/main"));

  private static Map<String, String> prepared(Path state) throws Exception {
    Shell.Ended made =
        Shell.run(
            ComposeFile.ROOT,
            Map.of("MOALOG_STATE_DIR", state.toString(), "DOCKER_HOST", ""),
            "deploy/compose/prepare");
    assertThat(made.exit()).as(made.err()).isZero();
    Map<String, String> values = new TreeMap<>();
    WRITTEN
        .matcher(Files.readString(state.resolve("compose/compose.env")))
        .results()
        .forEach(line -> values.put(line.group(1), line.group(2)));
    return values;
  }

  @Test
  void everyVariableIsDocumentedOrPrepared(@TempDir Path state) throws Exception {
    Set<String> known = new HashSet<>(ComposeFile.defaults().keySet());
    known.addAll(prepared(state).keySet());
    assertThat(known).containsAll(ComposeFile.variables());
  }

  @Test
  void everyVariableThatMustBeSetIsPrepared(@TempDir Path state) throws Exception {
    Map<String, String> prepared = prepared(state);
    List<String> required =
        ComposeFile.VARIABLE
            .matcher(ComposeFile.text())
            .results()
            .filter(variable -> "?".equals(variable.group(2)))
            .map(variable -> variable.group(1))
            .distinct()
            .toList();
    assertThat(required).hasSizeGreaterThan(8);
    for (String name : required) {
      assertThat(prepared.getOrDefault(name, "")).as(name).isNotEmpty();
    }
  }

  @Test
  void everyMountedFileExists(@TempDir Path state) throws Exception {
    Map<String, String> prepared = prepared(state);
    for (Map.Entry<String, Node> service : ComposeFile.services().entrySet()) {
      for (String mount : service.getValue().at("volumes").texts()) {
        String source = withPrepared(mount, prepared).split(":", 2)[0];
        if (source.startsWith(".") || source.startsWith(state.toString())) {
          assertThat(ComposeFile.FOLDER.resolve(source)).as(service.getKey()).exists();
          assertThat(mount).as("files of the repository are read only").endsWith(":ro");
        }
      }
    }
  }

  private static String withPrepared(String mount, Map<String, String> prepared) {
    return ComposeFile.resolved(
        ComposeFile.VARIABLE
            .matcher(mount)
            .replaceAll(found ->
                Matcher.quoteReplacement(prepared.getOrDefault(found.group(1), found.group()))));
  }

  @Test
  void everyVolumeIsDeclaredAndUsed() {
    Set<String> used =
        ComposeFile.services().values().stream()
            .flatMap(service -> service.at("volumes").texts().stream())
            .map(mount -> mount.split(":", 2)[0])
            .filter(source -> source.matches("[a-z_]+"))
            .collect(Collectors.toSet());
    assertThat(ComposeFile.whole().at("volumes").fields().keySet()).isEqualTo(used);
  }

  @Test
  void everyAddressIsAServiceThatIsReachable() {
    Map<String, Node> services = ComposeFile.services();
    int checked = 0;
    for (String caller : services.keySet()) {
      for (String told : ComposeFile.told(caller)) {
        for (var address : ADDRESS.matcher(told).results().toList()) {
          String called = address.group(1);
          if (!called.equals("localhost") && services.containsKey(called)) {
            assertThat(ComposeFile.connected(caller, called)).as(caller + " → " + told).isTrue();
            checked++;
          } else {
            assertThat(called).as(caller + " is told " + told).isEqualTo("localhost");
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(10);
  }

  @Test
  void prometheusReachesEveryTarget() {
    Node scrapes =
        Node.read(ComposeFile.ROOT.resolve("monitoring/prometheus/prometheus.yml"))
            .at("scrape_configs");
    for (Node job : scrapes.items()) {
      for (Node group : job.at("static_configs").items()) {
        for (String target : group.at("targets").texts()) {
          String host = target.split(":", 2)[0];
          assertThat(host.equals("localhost") || ComposeFile.connected("prometheus", host))
              .as(target)
              .isTrue();
        }
      }
    }
  }

  @Test
  void theServicesKnowTheirVariables() throws Exception {
    for (Map.Entry<String, List<String>> service : SOURCES.entrySet()) {
      StringBuilder sources = new StringBuilder();
      for (String folder : service.getValue()) {
        try (Stream<Path> files = Files.walk(ComposeFile.ROOT.resolve(folder))) {
          files
              .filter(file -> file.toString().matches(".*\\.(java|properties|yaml|yml)"))
              .forEach(file -> sources.append(ComposeFile.read(file)));
        }
      }
      String all = sources.toString();
      for (String name :
          ComposeFile.service(service.getKey()).at("environment").fields().keySet()) {
        assertThat(isRead(name, all)).as(service.getKey() + " reads " + name).isTrue();
      }
    }
  }

  /** Literally, as the property that stands for it, or put together from a prefix. */
  private static boolean isRead(String name, String sources) {
    return sources.contains(name)
        || sources.contains(name.toLowerCase(Locale.ROOT).replace('_', '.'))
        || (name.startsWith("OTEL_") && sources.contains("startsWith(\"OTEL_\")"))
        || (name.startsWith("RJMX_") && sources.contains("emitOriginalCase"))
        || (name.matches("(GOOGLE|KAKAO)_.*")
            && sources.contains("\"" + name.replaceFirst("[A-Z]+", "") + "\""));
  }

  /** Nobody has to register at a provider before the page can be tried. */
  @Test
  void peopleSignInAndPayAtTheSandbox(@TempDir Path state) throws Exception {
    Map<String, String> prepared = prepared(state);
    Node told = ComposeFile.service("moalog-server").at("environment");
    String sandbox =
        ComposeFile.read(
                ComposeFile.ROOT.resolve(
                    "sandbox/src/main/java/com/moalog/sandbox/oauth/ConsentPage.java"))
            + ComposeFile.read(
                ComposeFile.ROOT.resolve(
                    "sandbox/src/main/java/com/moalog/sandbox/oauth/LoginProviders.java"));
    for (String provider : List.of("GOOGLE", "KAKAO")) {
      for (String call : List.of("AUTHORIZE", "TOKEN", "USERINFO")) {
        String name = provider + "_" + call + "_URL";
        String base = call.equals("AUTHORIZE") ? "http://localhost:8089" : "http://sandbox:8089";
        String address = withPrepared(told.at(name).text(), prepared);
        assertThat(address).as(name).startsWith(base + "/");
        assertThat(sandbox).contains("\"" + address.substring(base.length()) + "\"");
      }
    }
    assertThat(ComposeFile.connected("moalog-server", "sandbox")).isTrue();
    assertThat(told.at("CHECKOUT_URL").text())
        .isEqualTo("${CHECKOUT_URL:-http://localhost:${SANDBOX_PORT:-8089}/checkout}");
  }

  /** The image's {@code /etc/alloy} holds a file of its own, and its data belong to user 473. */
  @Test
  void theCollectorLoadsOurFilesAloneAndMayEnterItsData() {
    Node alloy = ComposeFile.service("alloy");
    String folder = alloy.at("command").texts().getLast();
    assertThat(folder).startsWith("/etc/").isNotEqualTo("/etc/alloy");
    assertThat(alloy.at("volumes").texts())
        .filteredOn(mount -> mount.contains(".alloy:"))
        .hasSize(2)
        .allMatch(mount -> mount.contains(":" + folder + "/"));
    assertThat(alloy.at("user").text()).isEqualTo("473:473");
  }

  @Test
  void theImagesArePinned() {
    Map<String, String> images = new HashMap<>();
    ComposeFile.services()
        .forEach((name, service) -> {
          if (!service.at("build").exists()) {
            images.put(name, service.at("image").text());
          }
        });
    assertThat(images)
        .hasSize(12)
        .allSatisfy((name, image) -> assertThat(Pins.allow(image)).as(image).isTrue());
  }

  @Test
  void noContainerMayMoreThanItMust() {
    ComposeFile.services()
        .forEach((name, service) -> {
          assertThat(service.at("cap_drop").texts()).as(name).containsExactly("ALL");
          assertThat(service.at("security_opt").texts())
              .as(name)
              .contains("no-new-privileges:true");
          assertThat(service.at("privileged").exists()).as(name).isFalse();
          assertThat(service.at("network_mode").exists()).as(name).isFalse();
          boolean writesItsConfiguration = name.equals("fluxpay-kafka");
          assertThat(service.at("read_only").text())
              .as(name)
              .isEqualTo(writesItsConfiguration ? "" : "true");
          boolean mayTalkToTheEngine =
              service.at("volumes").texts().stream()
                  .anyMatch(mount -> mount.contains("docker.sock"));
          assertThat(mayTalkToTheEngine).as(name).isEqualTo(name.equals("docker-socket-proxy"));
          if (!name.equals("moalog-server")) {
            assertThat(service.at("mem_limit").text()).as(name).matches("\\d+[mg]");
          }
        });
    assertThat(ComposeFile.whole().at("networks", "docker-api", "internal").text())
        .isEqualTo("true");
  }

  @Test
  void applicationsDoNotWorkAsTheOwnerOfTheServer() {
    assertThat(ComposeFile.told("moalog-server"))
        .anyMatch(told -> told.startsWith("mysql://moalog:"))
        .noneMatch(told -> told.contains("root"));
    assertThat(ComposeFile.service("fluxpay-postgres").at("environment", "POSTGRES_USER").text())
        .isNotEqualTo(
            ComposeFile.service("fluxpay-engine").at("environment", "DB_USERNAME").text());
  }
}
