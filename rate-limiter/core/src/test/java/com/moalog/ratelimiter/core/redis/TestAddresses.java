package com.moalog.ratelimiter.core.redis;

import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.time.Duration;

/** Addresses for tests that are not about time: they wait longer than the platform does. */
final class TestAddresses {

  /** Gains nothing while a test runs. */
  static final TokenBucket SLOW_BUCKET = new TokenBucket(100, new Rate(1, 86_400));

  static final Duration PATIENCE = Duration.ofMinutes(1);

  private TestAddresses() {}

  static RedisAddress patient(int port, String user, String password) {
    return patient(
        new RedisTopology.Single(new RedisNode("127.0.0.1", port)),
        new RedisLogin(user, password, 0));
  }

  static RedisAddress patient(RedisTopology topology, RedisLogin login) {
    return new RedisAddress(
        topology, login, RedisTls.OFF, PATIENCE, PATIENCE, RedisAddress.CONNECTIONS);
  }
}
