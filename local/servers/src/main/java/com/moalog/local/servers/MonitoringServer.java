package com.moalog.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Prometheus, Alertmanager or an exporter of the distribution's packages. The factory methods say
 * which; what they watch stands in the configuration or in the environment.
 */
public final class MonitoringServer implements LocalServer {

  private final ServerPlace place;
  private final Program program;
  private volatile Path root = Path.of("");

  private MonitoringServer(ServerPlace place, Program program) {
    this.place = place;
    this.program = program;
  }

  /**
   * What differs between the programs.
   *
   * @param name of the part
   * @param executable in the packages' {@code usr/bin}
   * @param healthPath answers 2xx when the program works
   * @param options beyond the address
   * @param environment may hold passwords: other users of the machine do not see it
   */
  private record Program(
      String name,
      String executable,
      String healthPath,
      Configuration configuration,
      Function<MonitoringServer, List<String>> options,
      Map<String, String> environment) {}

  /**
   * Prometheus with a week of data, at most 512 MB.
   *
   * @param configuration writes {@code prometheus.yml} and what it refers to
   */
  public static MonitoringServer prometheus(ServerPlace place, Configuration configuration) {
    return new MonitoringServer(
        place,
        new Program(
            "prometheus",
            "prometheus",
            "/-/ready",
            configuration,
            MonitoringServer::prometheusOptions,
            Map.of()));
  }

  /**
   * Alertmanager, alone.
   *
   * @param configuration writes {@code alertmanager.yml} and what it refers to
   */
  public static MonitoringServer alertmanager(ServerPlace place, Configuration configuration) {
    return new MonitoringServer(
        place,
        new Program(
            "alertmanager",
            "prometheus-alertmanager",
            "/-/ready",
            configuration,
            MonitoringServer::alertmanagerOptions,
            Map.of()));
  }

  /**
   * An exporter, such as {@code redis-exporter}.
   *
   * @param environment what it watches, as the exporter's own variables
   */
  public static MonitoringServer exporter(
      ServerPlace place, String name, Map<String, String> environment) {
    return new MonitoringServer(
        place,
        new Program(
            name,
            "prometheus-" + name,
            "/metrics",
            folder -> {},
            server -> List.of(),
            environment));
  }

  @Override
  public String name() {
    return program.name();
  }

  @Override
  public int port() {
    return place.port();
  }

  @Override
  public void prepare() throws IOException {
    root = new MonitoringPrograms(place.programs(), place.progress()).root();
    Files.createDirectories(place.data());
    Path folder = Files.createDirectories(configuration());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    program.configuration().writeTo(folder);
  }

  private Path configuration() {
    return place.directory().resolve("configuration");
  }

  @Override
  public Command command() {
    List<String> arguments = new ArrayList<>();
    arguments.add(root.resolve("usr/bin").resolve(program.executable()).toString());
    arguments.add("--web.listen-address=127.0.0.1:" + port());
    arguments.addAll(program.options().apply(this));
    return new Command(arguments, program.environment(), MonitoringPrograms.workingDirectory(root));
  }

  private List<String> prometheusOptions() {
    return List.of(
        "--config.file=" + configuration().resolve("prometheus.yml"),
        "--storage.tsdb.path=" + place.data(),
        "--storage.tsdb.retention.time=7d",
        "--storage.tsdb.retention.size=512MB",
        "--web.local-assets=" + root.resolve("usr/share/prometheus/web") + "/",
        // Alertmanager is found a few seconds after the first alerts have been sent.
        "--rules.alert.resend-delay=5s");
  }

  private List<String> alertmanagerOptions() {
    return List.of(
        "--config.file=" + configuration().resolve("alertmanager.yml"),
        "--storage.path=" + place.data(),
        "--cluster.listen-address=");
  }

  @Override
  public boolean isHealthy() {
    return HttpHealth.answers(port(), program.healthPath());
  }
}
