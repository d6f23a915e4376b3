package com.moalog.ratelimiter.server.settings;

import com.moalog.ratelimiter.core.redis.RedisAddress;
import java.time.Duration;

/** Where Redis is; the older short names of the environment come second. */
final class RedisSettings {

  private static final int MAX_PORT = 65_535;
  private static final int MAX_DATABASE = 15;

  private RedisSettings() {}

  static RedisAddress read(Values values) {
    return new RedisAddress(
        values.text("localhost", "spring.data.redis.host", "redis.host"),
        (int) values.number(6379, 1, MAX_PORT, "spring.data.redis.port", "redis.port"),
        values.text("", "spring.data.redis.username"),
        values.text("", "spring.data.redis.password", "redis.password"),
        (int) values.number(0, 0, MAX_DATABASE, "spring.data.redis.database"),
        values.flag(false, "spring.data.redis.ssl.enabled"),
        values.duration(Duration.ofMillis(50), "spring.data.redis.timeout"),
        values.duration(Duration.ofMillis(500), "spring.data.redis.connect-timeout"));
  }
}
