package com.moalog.chaos.platform;

import com.moalog.chaos.network.Detour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Compose stack that runs, driven by Docker's command line. Thread-safe: it keeps no state.
 *
 * @param environment where the ports come from when they are not the usual ones
 */
public record ComposePlatform(Map<String, String> environment) implements Platform {

  private static final List<String> PARTS =
      List.of(
          "redis",
          "mysql",
          "fluxpay-postgres",
          "fluxpay-kafka",
          "rate-limiter",
          "fluxpay-engine",
          "moalog-server");

  /** Containers whose name is not that of their service. */
  private static final Map<String, String> CONTAINERS =
      Map.of(
          "redis", "moalog-redis",
          "mysql", "moalog-mysql",
          "rate-limiter", "moalog-rate-limiter");

  private static final Map<String, Integer> PORTS =
      Map.of(
          "SERVER_PORT", 8090,
          "RATE_LIMITER_PORT", 8082,
          "FLUXPAY_PORT", 8081,
          "SANDBOX_PORT", 8089,
          "PROMETHEUS_PORT", 9091,
          "KAFKA_PORT", 9092);

  private static final int HEALTH_ATTEMPTS = 300;
  private static final long HEALTH_PAUSE_MILLIS = 500;

  public ComposePlatform {
    environment = Map.copyOf(environment);
  }

  @Override
  public Addresses addresses() {
    return Addresses.local(this::port);
  }

  private int port(String variable) {
    String own = environment.getOrDefault(variable, "");
    return own.isEmpty() ? PORTS.getOrDefault(variable, 0) : Integer.parseInt(own);
  }

  @Override
  public boolean can(Ability ability) {
    return false;
  }

  private static String container(String part) {
    return CONTAINERS.getOrDefault(part, part);
  }

  private static void docker(String verb, String part) throws IOException, InterruptedException {
    Tools.run(List.of("docker", verb, container(part)));
  }

  @Override
  public void stop(String part) throws IOException, InterruptedException {
    docker("stop", part);
  }

  @Override
  public void start(String part) throws IOException, InterruptedException {
    docker("start", part);
    for (int attempt = 0; attempt < HEALTH_ATTEMPTS; attempt++) {
      if (health(part).equals("healthy")) {
        return;
      }
      Thread.sleep(HEALTH_PAUSE_MILLIS);
    }
    throw new IOException(part + " did not become healthy");
  }

  private static String health(String part) throws IOException, InterruptedException {
    return Tools.run(
        List.of("docker", "inspect", "-f", "{{.State.Health.Status}}", container(part)));
  }

  @Override
  public void freeze(String part) throws IOException, InterruptedException {
    docker("pause", part);
  }

  @Override
  public void thaw(String part) throws IOException, InterruptedException {
    docker("unpause", part);
  }

  @Override
  public void kill(String part) throws IOException, InterruptedException {
    docker("kill", part);
    docker("start", part);
  }

  @Override
  public Detour detour(Route route) {
    throw new UnsupportedOperationException(Ability.DETOURS.excuse());
  }

  @Override
  public long pid(String part) {
    throw new UnsupportedOperationException(Ability.PROCESSES.excuse());
  }

  @Override
  public SmallDisk disk() {
    throw new UnsupportedOperationException(Ability.SMALL_DISK.excuse());
  }

  @Override
  public String log(String part) throws IOException, InterruptedException {
    return Tools.run(List.of("docker", "logs", container(part)));
  }

  @Override
  public long logBytes() {
    throw new UnsupportedOperationException(Ability.PROCESSES.excuse());
  }

  @Override
  public void swellLog(String part, long bytes) {
    throw new UnsupportedOperationException(Ability.PROCESSES.excuse());
  }

  @Override
  public String setting(String variable) {
    return environment.getOrDefault(variable, "");
  }

  @Override
  public List<String> unhealthy() throws IOException, InterruptedException {
    List<String> unhealthy = new ArrayList<>();
    for (String part : PARTS) {
      String health = health(part);
      if (!health.equals("healthy")) {
        unhealthy.add(part + " is " + health);
      }
    }
    return unhealthy;
  }

  /** The stack is the user's: it goes on. */
  @Override
  public void close() {}
}
