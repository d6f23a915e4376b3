package com.moalog.local.launcher.parts;

import com.moalog.local.launcher.parts.Part.NamedPort;
import com.moalog.local.launcher.parts.Part.Tier;
import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.servers.Configuration;
import com.moalog.local.servers.LocalServer;
import com.moalog.local.servers.MonitoringServer;
import com.moalog.local.servers.PostgresServer;
import com.moalog.local.servers.ProgramCache;
import com.moalog.local.servers.ServerPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Prometheus, Alertmanager and the exporters, with the files of {@code monitoring/}. */
final class Monitoring {

  private static final String LOOPBACK = "127.0.0.1";

  private final Home home;
  private final Settings settings;
  private final ProgramCache programs;

  Monitoring(Home home, Settings settings) {
    this.home = home;
    this.settings = settings;
    this.programs = new ProgramCache(home.programs());
  }

  Part prometheus() {
    PrometheusFiles files =
        new PrometheusFiles(
            home.root().resolve("monitoring/prometheus"),
            Map.of(
                "prometheus", address("PROMETHEUS_PORT"),
                "moalog-server", address("SERVER_PORT"),
                "rate-limiter", address("RATE_LIMITER_PORT"),
                "fluxpay-engine", address("FLUXPAY_PORT"),
                "redis-exporter", address("REDIS_EXPORTER_PORT"),
                "mysqld-exporter", address("MYSQLD_EXPORTER_PORT"),
                "postgres-exporter", address("POSTGRES_EXPORTER_PORT"),
                "node", address("NODE_EXPORTER_PORT"),
                "rjmx-rate-limiter", address("RJMX_RATE_LIMITER_PORT"),
                "rjmx-fluxpay", address("RJMX_FLUXPAY_PORT")),
            address("ALERTMANAGER_PORT"),
            settings.text("ACTUATOR_PASSWORD"));
    return part(
        MonitoringServer.prometheus(place("prometheus", "PROMETHEUS_PORT"), files),
        "PROMETHEUS_PORT");
  }

  Part alertmanager() {
    return part(
        MonitoringServer.alertmanager(
            place("alertmanager", "ALERTMANAGER_PORT"), alertmanagerFiles()),
        "ALERTMANAGER_PORT");
  }

  /** With a webhook of Slack it tells people, otherwise it keeps alerts to itself. */
  private Configuration alertmanagerFiles() {
    Path source = home.root().resolve("monitoring/alertmanager");
    String webhook = settings.text("SLACK_WEBHOOK_URL");
    return folder -> {
      Path secret = folder.resolve("slack-webhook-url");
      Files.writeString(secret, webhook);
      String file = webhook.isEmpty() ? "alertmanager.yml" : "alertmanager-slack.yml";
      Files.writeString(
          folder.resolve("alertmanager.yml"),
          Files.readString(source.resolve(file))
              .replace("/etc/alertmanager/secrets/slack-webhook-url", secret.toString()));
    };
  }

  Part redisExporter() {
    return exporter(
        "redis-exporter",
        "REDIS_EXPORTER_PORT",
        Map.of(
            "REDIS_ADDR",
            "redis://" + address("REDIS_PORT"),
            "REDIS_PASSWORD",
            settings.text("REDIS_PASSWORD")));
  }

  Part mysqldExporter() {
    String source =
        "root:%s@(%s)/".formatted(settings.text("MYSQL_ROOT_PASSWORD"), address("MYSQL_PORT"));
    return exporter("mysqld-exporter", "MYSQLD_EXPORTER_PORT", Map.of("DATA_SOURCE_NAME", source));
  }

  Part postgresExporter() {
    return exporter(
        "postgres-exporter",
        "POSTGRES_EXPORTER_PORT",
        Map.of(
            "DATA_SOURCE_URI",
            address("FLUXPAY_POSTGRES_PORT") + "/fluxpay?sslmode=disable",
            "DATA_SOURCE_USER",
            PostgresServer.OWNER,
            "DATA_SOURCE_PASS",
            settings.text("FLUXPAY_DB_PASSWORD")));
  }

  Part nodeExporter() {
    return exporter("node-exporter", "NODE_EXPORTER_PORT", Map.of());
  }

  Part rjmxOfRateLimiter() {
    return rjmx("rate-limiter", "RJMX_RATE_LIMITER_PORT", "RATE_LIMITER_JOLOKIA_PORT");
  }

  Part rjmxOfFluxpay() {
    return rjmx("fluxpay", "RJMX_FLUXPAY_PORT", "FLUXPAY_JOLOKIA_PORT");
  }

  /** The exporter with the file that it has in containers, and the addresses of this machine. */
  private Part rjmx(String watched, String portVariable, String jolokiaVariable) {
    String name = "rjmx-exporter-" + watched;
    Path module = home.root().resolve("rjmx-exporter");
    String file = watched.equals("fluxpay") ? "fluxpay-engine.yaml" : watched + ".yaml";
    Path copies = home.applications().resolve(name);
    RjmxExporter exporter =
        new RjmxExporter(
            name,
            settings.port(portVariable),
            new RjmxExporter.Program(
                module.resolve("native/target/native/rjmx-exporter"),
                new StagedJar(module.resolve("jvm/target/rjmx-exporter.jar"), copies)),
            Map.of(
                "RJMX_CONFIG",
                module.resolve("config").resolve(file).toString(),
                "RJMX_PORT",
                settings.text(portVariable),
                "RJMX_BIND_ADDRESS",
                LOOPBACK,
                "RJMX_EMIT_ORIGINAL_CASE",
                "true",
                "RJMX_JOLOKIA_URL",
                "http://" + address(jolokiaVariable) + "/jolokia"));
    return part(exporter, portVariable, exporter.kind());
  }

  private Part exporter(String name, String portVariable, Map<String, String> environment) {
    return part(
        MonitoringServer.exporter(place(name, portVariable), name, environment), portVariable);
  }

  private ServerPlace place(String name, String portVariable) {
    return new ServerPlace(
        programs, home.data().resolve(name), settings.port(portVariable), System.out::println);
  }

  private Part part(LocalServer server, String portVariable) {
    return part(server, portVariable, "");
  }

  /** {@code remark} stands behind the address. */
  private Part part(LocalServer server, String portVariable, String remark) {
    return new Part(
        server,
        Tier.MONITORING,
        List.of(),
        List.of(new NamedPort(server.port(), portVariable)),
        ("http://localhost:" + server.port() + " " + remark).strip());
  }

  private String address(String portVariable) {
    return LOOPBACK + ":" + settings.port(portVariable);
  }
}
