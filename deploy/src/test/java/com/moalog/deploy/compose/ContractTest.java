package com.moalog.deploy.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.deploy.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The names, ports, checks and order that scripts, dashboards and people of the platform rely on.
 */
class ContractTest {

  /** Service: container name, inside port, host port without any setting (0: not published). */
  private record Row(String container, int inside, int host) {}

  private static final Map<String, Row> TWENTY =
      Map.ofEntries(
          Map.entry("redis", new Row("moalog-redis", 6379, 6382)),
          Map.entry("mysql", new Row("moalog-mysql", 3306, 3307)),
          Map.entry("fluxpay-postgres", new Row("fluxpay-postgres", 5432, 5435)),
          Map.entry("fluxpay-kafka", new Row("fluxpay-kafka", 19092, 9092)),
          Map.entry("rate-limiter", new Row("moalog-rate-limiter", 8080, 8082)),
          Map.entry("fluxpay-engine", new Row("fluxpay-engine", 8080, 8081)),
          Map.entry("moalog-server", new Row("moalog-server", 8080, 8090)),
          Map.entry("redis-exporter", new Row("redis-exporter", 9121, 9121)),
          Map.entry("mysqld-exporter", new Row("mysqld-exporter", 9104, 9104)),
          Map.entry("postgres-exporter", new Row("postgres-exporter", 9187, 0)),
          Map.entry(
              "rjmx-exporter-rate-limiter", new Row("rjmx-exporter-rate-limiter", 9090, 9093)),
          Map.entry("rjmx-exporter-fluxpay", new Row("rjmx-exporter-fluxpay", 9090, 9094)),
          Map.entry("prometheus", new Row("moalog-prometheus", 9090, 9091)),
          Map.entry("grafana", new Row("moalog-grafana", 3000, 3001)),
          Map.entry("alertmanager", new Row("moalog-alertmanager", 9093, 9095)),
          Map.entry("loki", new Row("moalog-loki", 3100, 3100)),
          Map.entry("alloy", new Row("moalog-alloy", 12345, 0)),
          Map.entry("docker-socket-proxy", new Row("moalog-docker-socket-proxy", 2375, 0)),
          Map.entry("jaeger", new Row("moalog-jaeger", 16686, 16686)),
          Map.entry("otel-collector", new Row("moalog-otel-collector", 4317, 4317)));

  private static final Row SANDBOX = new Row("sandbox", 8089, 8089);

  private static final Map<String, Map<String, String>> ORDER =
      Map.ofEntries(
          Map.entry("rate-limiter", Map.of("redis", "service_healthy")),
          Map.entry(
              "fluxpay-engine",
              Map.of(
                  "fluxpay-postgres", "service_healthy",
                  "redis", "service_healthy",
                  "fluxpay-kafka", "service_started")),
          // Neither of the last two keeps the core service from starting.
          Map.entry(
              "moalog-server",
              Map.of(
                  "mysql", "service_healthy",
                  "rate-limiter", "service_healthy?",
                  "fluxpay-engine", "service_started?")),
          Map.entry("redis-exporter", Map.of("redis", "service_healthy")),
          Map.entry("mysqld-exporter", Map.of("mysql", "service_healthy")),
          Map.entry("postgres-exporter", Map.of("fluxpay-postgres", "service_healthy")),
          Map.entry("rjmx-exporter-rate-limiter", Map.of("rate-limiter", "service_healthy")),
          Map.entry("rjmx-exporter-fluxpay", Map.of("fluxpay-engine", "service_healthy")),
          Map.entry(
              "prometheus",
              Map.of(
                  "moalog-server", "service_healthy?",
                  "rate-limiter", "service_healthy?",
                  "fluxpay-engine", "service_healthy?")),
          Map.entry("grafana", Map.of("prometheus", "service_healthy")),
          Map.entry(
              "alloy", Map.of("loki", "service_healthy", "docker-socket-proxy", "service_healthy")),
          Map.entry("otel-collector", Map.of("jaeger", "service_healthy")));

  @Test
  void holdsTheTwentyServicesAndTheSandbox() {
    Map<String, String> containers = new TreeMap<>();
    ComposeFile.services()
        .forEach((name, service) -> containers.put(name, service.at("container_name").text()));
    Map<String, String> contract = new TreeMap<>();
    TWENTY.forEach((name, row) -> contract.put(name, row.container()));
    contract.put("sandbox", SANDBOX.container());
    assertThat(TWENTY).hasSize(20);
    assertThat(containers).isEqualTo(contract);
  }

  @Test
  void publishesThePortsOfTheContractOnLoopbackAlone() {
    Map<String, Row> all = new HashMap<>(TWENTY);
    all.put("sandbox", SANDBOX);
    all.forEach((name, row) -> {
      List<String> published =
          ComposeFile.service(name).at("ports").texts().stream()
              .map(ComposeFile::resolved)
              .toList();
      assertThat(published).as(name).allMatch(port -> port.startsWith("127.0.0.1:"));
      if (row.host() == 0) {
        assertThat(published).as(name).isEmpty();
      } else {
        assertThat(published)
            .as(name)
            .contains("127.0.0.1:%d:%d".formatted(row.host(), row.inside()));
      }
    });
  }

  @Test
  void startsInTheOrderOfTheContract() {
    Map<String, Map<String, String>> order = new HashMap<>();
    ComposeFile.services()
        .forEach((name, service) -> {
          Map<String, String> needs = new HashMap<>();
          service
              .at("depends_on")
              .fields()
              .forEach((needed, how) -> needs.put(needed, condition(how)));
          if (!needs.isEmpty()) {
            order.put(name, needs);
          }
        });
    assertThat(order).isEqualTo(ORDER);
  }

  private static String condition(Node how) {
    boolean required = !how.at("required").text().equals("false");
    return how.at("condition").text() + (required ? "" : "?");
  }

  @Test
  void whatAnswersUsersStartsWithoutWhatWatchesIt() {
    List<String> core =
        ComposeFile.services().entrySet().stream()
            .filter(service -> service.getValue().at("profiles").texts().contains("core"))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(core)
        .containsExactlyInAnyOrder(
            "redis",
            "mysql",
            "fluxpay-postgres",
            "fluxpay-kafka",
            "rate-limiter",
            "fluxpay-engine",
            "moalog-server",
            "sandbox");
    ComposeFile.services()
        .forEach((name, service) -> {
          assertThat(service.at("profiles").texts()).as(name).contains("full");
          if (core.contains(name)) {
            assertThat(core).containsAll(service.at("depends_on").fields().keySet());
          }
        });
  }

  @Test
  void everyServiceIsCheckedAndComesBack() {
    ComposeFile.services()
        .forEach((name, service) -> {
          Node check = service.at("healthcheck");
          assertThat(check.at("test").items()).as(name).hasSizeGreaterThanOrEqualTo(2);
          assertThat(check.at("test").texts().getFirst()).as(name).isIn("CMD", "CMD-SHELL");
          if (check.at("test").texts().getLast().contains("/dev/tcp")) {
            assertThat(check.at("test").texts()).as(name).startsWith("CMD", "bash", "-c");
          }
          assertThat(check.at("interval").text()).as(name).isIn("10s", "15s", "30s");
          assertThat(check.at("retries").text()).as(name).isIn("3", "5");
          assertThat(check.at("start_interval").text()).as(name).isIn("1s", "2s");
          assertThat(service.at("restart").text()).as(name).isEqualTo("unless-stopped");
        });
  }

  /** What the fault scenarios of the original rely on, as far as the file shows it. */
  @Test
  void playsAlongWithTheFaultScenarios() {
    Map<String, String> defaults = ComposeFile.defaults();
    assertThat(defaults)
        .containsEntry("MYSQL_ROOT_PASSWORD", "moalog_local")
        .containsEntry("REDIS_PASSWORD", "moalog_redis_local")
        .containsEntry("AUTH_EMAIL_LOGIN_ENABLED", "true");
    Node server = ComposeFile.service("moalog-server");
    assertThat(server.at("mem_limit").exists()).as("the scenario restores no swap limit").isFalse();
    assertThat(server.at("container_name").text()).isEqualTo("moalog-server");
    assertThat(server.at("environment", "AUTH_EMAIL_LOGIN_ENABLED").text())
        .isEqualTo("${AUTH_EMAIL_LOGIN_ENABLED:-false}");
    assertThat(ComposeFile.service("redis").at("environment", "REDISCLI_AUTH").exists()).isTrue();
    assertThat(ComposeFile.told("fluxpay-kafka"))
        .contains("INTERNAL://fluxpay-kafka:9092,HOST://localhost:9092", "false")
        .contains("-name kafkaServer");
    assertThat(ComposeFile.told("redis").getLast())
        .contains(
            "--appendonly yes", "--save ''", "--maxmemory 192mb", "--maxmemory-policy noeviction");
  }
}
