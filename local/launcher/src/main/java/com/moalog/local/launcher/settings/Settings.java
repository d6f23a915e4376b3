package com.moalog.local.launcher.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration of the platform on this machine. Every name and default stands in {@code
 * .env.example}; {@code .env} changes it, and the process environment changes both. Immutable.
 */
public final class Settings {

  private static final int MAX_PORT = 65_535;

  /** Ports that something on this machine listens on, so no two may be the same. */
  public static final List<String> LOCAL_PORTS =
      List.of(
          "SERVER_PORT",
          "RATE_LIMITER_PORT",
          "RATE_LIMITER_GRPC_PORT",
          "FLUXPAY_PORT",
          "SANDBOX_PORT",
          "REDIS_PORT",
          "MYSQL_PORT",
          "FLUXPAY_POSTGRES_PORT",
          "KAFKA_PORT",
          "KAFKA_CONTROLLER_PORT",
          "CONSOLE_PORT",
          "PROMETHEUS_PORT",
          "ALERTMANAGER_PORT",
          "REDIS_EXPORTER_PORT",
          "MYSQLD_EXPORTER_PORT",
          "POSTGRES_EXPORTER_PORT",
          "NODE_EXPORTER_PORT",
          "RJMX_RATE_LIMITER_PORT",
          "RJMX_FLUXPAY_PORT",
          "RATE_LIMITER_JOLOKIA_PORT",
          "FLUXPAY_JOLOKIA_PORT");

  private static final List<String> SWITCHES =
      List.of(
          "AUTH_EMAIL_LOGIN_ENABLED",
          "COOKIE_SECURE",
          "RATE_LIMITER_ENABLED",
          "FLUXPAY_ENABLED",
          "TOSS_AUTO_SESSION");

  private final Map<String, String> known;
  private final Map<String, String> extra;
  private final Detours detours;

  private Settings(Map<String, String> known, Map<String, String> extra, Detours detours) {
    this.known = Map.copyOf(known);
    this.extra = Map.copyOf(extra);
    this.detours = detours;
  }

  /**
   * Reads and checks the configuration.
   *
   * @throws SettingsException with all faults at once
   */
  public static Settings load(Home home, Map<String, String> environment)
      throws SettingsException, IOException {
    Map<String, String> known = new HashMap<>(EnvFile.read(home.root().resolve(".env.example")));
    if (known.isEmpty()) {
      throw new SettingsException(
          List.of(home.root().resolve(".env.example") + " is missing: it holds the defaults"));
    }
    Map<String, String> extra = new HashMap<>(EnvFile.read(home.root().resolve(".env")));
    for (String name : List.copyOf(known.keySet())) {
      String changed = environment.getOrDefault(name, extra.getOrDefault(name, known.get(name)));
      known.put(name, Objects.requireNonNull(changed));
      extra.remove(name);
    }
    Detours detours = Detours.of(environment);
    check(known, detours);
    return new Settings(known, extra, detours);
  }

  private static void check(Map<String, String> values, Detours detours) throws SettingsException {
    List<String> faults = new ArrayList<>(detours.faults());
    new TreeMap<>(values)
        .forEach((name, value) -> {
          if (name.endsWith("_PORT") && !isPort(value)) {
            faults.add(name + "=" + value + " is not a port from 1 to " + MAX_PORT);
          }
        });
    for (String name : SWITCHES) {
      String value = values.getOrDefault(name, "");
      if (!value.equals("true") && !value.equals("false")) {
        faults.add(name + "=" + value + " is neither true nor false");
      }
    }
    LOCAL_PORTS.stream()
        .collect(
            Collectors.groupingBy(
                name -> values.getOrDefault(name, ""), TreeMap::new, Collectors.toList()))
        .forEach((port, names) -> {
          if (names.size() > 1) {
            faults.add(String.join(" and ", names) + " are both " + port);
          }
        });
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
  }

  static boolean isPort(String value) {
    return value.matches("[1-9][0-9]{0,4}") && Integer.parseInt(value) <= MAX_PORT;
  }

  /** The value of a variable of {@code .env.example}. */
  public String text(String name) {
    String value = known.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is not in .env.example");
    }
    return value;
  }

  /** The value, or {@code fallback} when it is empty. */
  public String text(String name, String fallback) {
    String value = text(name);
    return value.isEmpty() ? fallback : value;
  }

  public int port(String name) {
    return Integer.parseInt(text(name));
  }

  /** Where the other parts reach the part that listens on this port: usually there. */
  public String clientPort(String name) {
    return detours.ports().getOrDefault(name, text(name));
  }

  /** What {@code .env} sets beyond the names of {@code .env.example}: meant for the services. */
  public Map<String, String> extra() {
    return extra;
  }

  /** Two settings have the same fingerprint exactly when nothing differs between them. */
  public String fingerprint() {
    String all = new TreeMap<>(known) + "\n" + new TreeMap<>(extra) + "\n" + detours.text();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
