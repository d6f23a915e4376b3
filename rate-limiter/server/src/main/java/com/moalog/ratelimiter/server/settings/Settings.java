package com.moalog.ratelimiter.server.settings;

import com.moalog.ratelimiter.core.redis.RedisAddress;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything the service is told.
 *
 * @param application value of the metric tag of that name
 * @param environment value of the metric tag of that name
 * @param warmUp whether some requests of its own are answered before the ports are opened
 */
public record Settings(
    String application,
    String environment,
    HttpSettings http,
    LimitSettings limits,
    FallbackSettings fallback,
    RedisAddress redis,
    ActuatorSettings actuator,
    GrpcSettings grpc,
    MetricsSettings metrics,
    boolean warmUp) {

  private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /**
   * Reads the settings of this process.
   *
   * @throws BadSettingsException naming every fault in one line
   */
  public static Settings ofProcess() throws BadSettingsException {
    return read(Values.ofProcess());
  }

  /**
   * Reads the settings from the environment, the JVM's properties and the file they name.
   *
   * @throws BadSettingsException naming every fault in one line
   */
  public static Settings read(Map<String, String> environment, Map<String, String> properties)
      throws BadSettingsException {
    return read(Values.of(environment, properties));
  }

  private static Settings read(Values values) throws BadSettingsException {
    // The logging has read it by itself, before anything else; here it is refused when faulty.
    LogFormat.read(values);
    Settings settings =
        new Settings(
            values.text("distributed-rate-limiter", "spring.application.name"),
            values.text("default", "spring.profiles.active"),
            HttpSettings.read(values),
            LimitSettings.read(values),
            FallbackSettings.read(values),
            RedisSettings.read(values),
            ActuatorSettings.read(values),
            GrpcSettings.read(values),
            MetricsSettings.read(values),
            values.flag(true, "rate-limiter.warm-up"));
    values.refuseFaults();
    values.notes().forEach(LOG::warn);
    return settings;
  }

  /** The same, with a second for each call of Redis. */
  public Settings patient() {
    RedisAddress patient = redis.withCommandTimeout(PATIENCE);
    return new Settings(
        application, environment, http, limits, fallback, patient, actuator, grpc, metrics, warmUp);
  }
}
