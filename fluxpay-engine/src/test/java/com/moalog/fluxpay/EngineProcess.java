package com.moalog.fluxpay;

import com.moalog.local.servers.HttpHealth;
import com.moalog.local.servers.LocalServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import com.moalog.sandbox.SandboxServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An engine in a process of its own, which a test may kill as {@code kill -9} does. */
record EngineProcess(int port, Map<String, String> variables) implements LocalServer {

  EngineProcess {
    variables = Map.copyOf(variables);
  }

  /**
   * An engine that waits long for the provider and takes over a dead process's requests soon.
   *
   * @param more variables that differ from the usual ones
   */
  static RunningServer<EngineProcess> start(
      TestServers.Database database, SandboxServer sandbox, Map<String, String> more)
      throws IOException {
    int port = TestServers.freePort();
    Map<String, String> variables = new HashMap<>(TestEngine.environment(database, sandbox));
    variables.put("SERVER_PORT", Integer.toString(port));
    variables.put("TOSS_READ_TIMEOUT", "10s");
    variables.put("FLUXPAY_IDEMPOTENCY_LEASE", "3s");
    variables.put("FLUXPAY_ADMIN_TOKEN", Subscriber.ADMIN);
    variables.putAll(more);
    return RunningServer.start(new EngineProcess(port, variables));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public String name() {
    return "fluxpay-engine";
  }

  @Override
  public void prepare() throws IOException {
    Files.createDirectories(directory());
  }

  @Override
  public Command command() {
    return new Command(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "com.moalog.fluxpay.FluxPayEngine"),
        variables,
        directory());
  }

  private Path directory() {
    return Path.of("target", "engine-" + port).toAbsolutePath();
  }

  @Override
  public boolean isHealthy() {
    return HttpHealth.answers(port, "/actuator/health/readiness");
  }
}
