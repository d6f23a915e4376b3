package com.moalog.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.moalog.kit.settings.Variables;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How tokens are signed and how long they live.
 *
 * @param secret the HS256 secret, used as raw UTF-8 bytes
 * @param accessLifetime of an access token
 * @param refreshLifetime of a refresh token
 * @param signupLifetime of a signup token
 * @param cookieSecure whether cookies are sent over https only
 */
public record TokenSettings(
    String secret,
    Duration accessLifetime,
    Duration refreshLifetime,
    Duration signupLifetime,
    boolean cookieSecure) {

  private static final Logger LOG = LoggerFactory.getLogger(TokenSettings.class);

  /** RFC 7518, 3.2 asks for at least as many bytes as the hash has; shorter ones work here. */
  private static final int STRONG_SECRET_BYTES = 32;

  private static final int YEAR_SECONDS = 366 * 24 * 3600;

  /** Reads {@code JWT_SECRET}, the three lifetimes in seconds and {@code COOKIE_SECURE}. */
  public static TokenSettings from(Variables variables) {
    String secret = variables.required("JWT_SECRET");
    if (!secret.isEmpty() && secret.getBytes(UTF_8).length < STRONG_SECRET_BYTES) {
      LOG.warn("JWT_SECRET is shorter than {} bytes", STRONG_SECRET_BYTES);
    }
    return new TokenSettings(
        secret,
        seconds(variables, "JWT_EXPIRATION", 1_800),
        seconds(variables, "REFRESH_TOKEN_EXPIRATION", 1_209_600),
        seconds(variables, "SIGNUP_TOKEN_EXPIRATION", 600),
        variables.lenientFlag("COOKIE_SECURE", true));
  }

  private static Duration seconds(Variables variables, String name, int absent) {
    return Duration.ofSeconds(variables.number(name, absent, 1, YEAR_SECONDS));
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "TokenSettings[accessLifetime=" + accessLifetime + "]";
  }
}
