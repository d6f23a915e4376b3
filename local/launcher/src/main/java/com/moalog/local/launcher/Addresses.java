package com.moalog.local.launcher;

import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Settings;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where a client on this machine finds the running platform, without a slash at the end of a URI.
 *
 * @param kafkaBootstrap host and port of the broker
 * @param actuatorUser basic auth of the rate limiter's metrics
 * @param output folder for files that a command leaves to the user; it need not exist yet
 */
public record Addresses(
    URI moalogServer,
    URI rateLimiter,
    URI fluxpay,
    URI sandbox,
    String kafkaBootstrap,
    String actuatorUser,
    String actuatorPassword,
    Path output) {

  /** The addresses that follow from the settings. */
  public static Addresses of(Home home, Settings settings) {
    return new Addresses(
        local(settings, "SERVER_PORT"),
        local(settings, "RATE_LIMITER_PORT"),
        local(settings, "FLUXPAY_PORT"),
        local(settings, "SANDBOX_PORT"),
        "127.0.0.1:" + settings.port("KAFKA_PORT"),
        settings.text("ACTUATOR_USER"),
        settings.text("ACTUATOR_PASSWORD"),
        home.state().resolve("demo"));
  }

  private static URI local(Settings settings, String portVariable) {
    return URI.create("http://localhost:" + settings.port(portVariable));
  }
}
