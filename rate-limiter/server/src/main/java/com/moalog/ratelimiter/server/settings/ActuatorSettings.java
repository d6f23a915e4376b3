package com.moalog.ratelimiter.server.settings;

/**
 * Who may look into the service.
 *
 * @param user the operator's name
 * @param password the operator's password
 * @param prometheusPublic whether metrics can be scraped without credentials
 * @param redisRequired whether a missing Redis makes the service unhealthy
 * @param detailsAlways whether health tells its parts to anybody
 */
public record ActuatorSettings(
    String user,
    String password,
    boolean prometheusPublic,
    boolean redisRequired,
    boolean detailsAlways) {

  /** The password that everybody knows; the service warns about it. */
  public static final String DEFAULT_PASSWORD = "admin";

  static ActuatorSettings read(Values values) {
    String profile = values.text("default", "spring.profiles.active");
    return new ActuatorSettings(
        values.text("admin", "spring.security.user.name", "actuator.user"),
        values.text(DEFAULT_PASSWORD, "spring.security.user.password", "actuator.password"),
        values.flag(false, "actuator.prometheus.public"),
        values.flag(false, "rate-limiter.health.redis-required"),
        profile.equals("local") || profile.equals("test"));
  }
}
