package com.moalog.local.launcher.parts;

import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Secrets;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.settings.SettingsException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/** The platform on this machine: a list of its parts. */
public final class Parts {

  private Parts() {}

  /** Every part that runs on this machine, stores first. */
  public static List<Part> of(Home home, Settings settings) throws IOException, SettingsException {
    Stores stores = new Stores(home, settings);
    Services services = new Services(home, settings, Secrets.open(home, new SecureRandom()));
    Monitoring monitoring = new Monitoring(home, settings);
    return List.of(
        stores.redis(),
        stores.mysql(),
        stores.postgres(),
        stores.kafka(),
        services.rateLimiter(),
        services.sandbox(),
        services.fluxpayEngine(),
        services.moalogServer(),
        monitoring.redisExporter(),
        monitoring.mysqldExporter(),
        monitoring.postgresExporter(),
        monitoring.nodeExporter(),
        monitoring.rjmxOfRateLimiter(),
        monitoring.rjmxOfFluxpay(),
        monitoring.alertmanager(),
        monitoring.prometheus());
  }

  /** The names of {@link #of}, which need no configuration. */
  public static List<String> names() {
    return Stream.concat(coreNames().stream(), optionalNames().stream()).toList();
  }

  /** The parts that {@code up} always starts. */
  private static List<String> coreNames() {
    return List.of(
        "redis",
        "mysql",
        "fluxpay-postgres",
        "fluxpay-kafka",
        "rate-limiter",
        "sandbox",
        "fluxpay-engine",
        "moalog-server");
  }

  /** The parts that run only when somebody asks for them: they watch the others. */
  public static List<String> optionalNames() {
    return List.of(
        "redis-exporter",
        "mysqld-exporter",
        "postgres-exporter",
        "node-exporter",
        "rjmx-exporter-rate-limiter",
        "rjmx-exporter-fluxpay",
        "alertmanager",
        "prometheus");
  }
}
