package com.moalog.ratelimiter.core.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;

/**
 * A single Redis server and how long to wait for it.
 *
 * @param username empty for the default user
 * @param password empty when the server asks for none
 * @param commandTimeout longest time of one call
 * @param connectTimeout longest time to open a connection
 */
public record RedisAddress(
    String host,
    int port,
    String username,
    String password,
    int database,
    boolean tls,
    Duration commandTimeout,
    Duration connectTimeout) {

  /** A server without password and with the platform's time limits. */
  public static RedisAddress of(String host, int port) {
    return new RedisAddress(
        host, port, "", "", 0, false, Duration.ofMillis(50), Duration.ofMillis(500));
  }

  public RedisAddress withPassword(String newPassword) {
    return new RedisAddress(
        host, port, username, newPassword, database, tls, commandTimeout, connectTimeout);
  }

  RedisURI uri() {
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(host)
            .withPort(port)
            .withDatabase(database)
            .withSsl(tls)
            .withTimeout(connectTimeout);
    if (!password.isEmpty() && username.isEmpty()) {
      uri.withPassword(password.toCharArray());
    } else if (!password.isEmpty()) {
      uri.withAuthentication(username, password.toCharArray());
    }
    return uri.build();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
