package com.moalog.ratelimiter.core.redis;

import com.moalog.ratelimiter.core.redis.RedisTopology.Cluster;
import com.moalog.ratelimiter.core.redis.RedisTopology.Sentinel;
import com.moalog.ratelimiter.core.redis.RedisTopology.Single;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;

/**
 * Where Redis is, and how long to wait for it.
 *
 * @param commandTimeout longest time of one call
 * @param connectTimeout longest time to open a connection
 * @param connections how many to a server, 1 to {@value #MAX_CONNECTIONS}; each is pipelined. Where
 *     event loops are shared, each has as many, at least one. A cluster has one to each of its
 *     servers.
 */
public record RedisAddress(
    RedisTopology topology,
    RedisLogin login,
    RedisTls tls,
    Duration commandTimeout,
    Duration connectTimeout,
    int connections) {

  /** Most connections to one server. */
  public static final int MAX_CONNECTIONS = 64;

  /** How many connections are enough for most. */
  public static final int CONNECTIONS = 2;

  private static final Duration COMMAND_TIMEOUT = Duration.ofMillis(50);
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

  public RedisAddress {
    if (topology instanceof Cluster && login.database() != 0) {
      throw new IllegalArgumentException("a Redis Cluster has database 0 only");
    }
    if (connections < 1 || connections > MAX_CONNECTIONS) {
      throw new IllegalArgumentException(
          "1 to %d connections, not %d".formatted(MAX_CONNECTIONS, connections));
    }
  }

  /** A server without password and with the platform's time limits. */
  public static RedisAddress of(String host, int port) {
    return new RedisAddress(
        new Single(new RedisNode(host, port)),
        RedisLogin.NONE,
        RedisTls.OFF,
        COMMAND_TIMEOUT,
        CONNECT_TIMEOUT,
        CONNECTIONS);
  }

  public RedisAddress withPassword(String password) {
    RedisLogin same = new RedisLogin(login.username(), password, login.database());
    return new RedisAddress(topology, same, tls, commandTimeout, connectTimeout, connections);
  }

  public RedisAddress withCommandTimeout(Duration longest) {
    return new RedisAddress(topology, login, tls, longest, connectTimeout, connections);
  }

  /** For the client: one, or the seeds of a cluster. */
  List<RedisURI> uris() {
    return switch (topology) {
      case Single(RedisNode server) -> List.of(uri(server));
      case Sentinel sentinel -> List.of(uri(sentinel));
      case Cluster(List<RedisNode> seeds) -> seeds.stream().map(this::uri).toList();
    };
  }

  private RedisURI uri(RedisNode node) {
    return logged(RedisURI.builder().withHost(node.host()).withPort(node.port()));
  }

  private RedisURI uri(Sentinel sentinel) {
    RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId(sentinel.primary());
    for (RedisNode node : sentinel.sentinels()) {
      RedisURI.Builder one =
          RedisURI.builder()
              .withHost(node.host())
              .withPort(node.port())
              .withSsl(tls.used())
              .withTimeout(connectTimeout);
      if (!sentinel.password().isEmpty()) {
        one.withPassword(sentinel.password().toCharArray());
      }
      uri.withSentinel(one.build());
    }
    return logged(uri);
  }

  private RedisURI logged(RedisURI.Builder uri) {
    uri.withDatabase(login.database()).withSsl(tls.used()).withTimeout(connectTimeout);
    if (!login.password().isEmpty() && login.username().isEmpty()) {
      uri.withPassword(login.password().toCharArray());
    } else if (!login.password().isEmpty()) {
      uri.withAuthentication(login.username(), login.password().toCharArray());
    }
    return uri.build();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return topology.toString();
  }
}
