package com.moalog.ratelimiter.server.settings;

import com.moalog.ratelimiter.core.redis.RedisAddress;
import com.moalog.ratelimiter.core.redis.RedisLogin;
import com.moalog.ratelimiter.core.redis.RedisNode;
import com.moalog.ratelimiter.core.redis.RedisTls;
import com.moalog.ratelimiter.core.redis.RedisTopology;
import com.moalog.ratelimiter.core.redis.RedisTopology.Cluster;
import com.moalog.ratelimiter.core.redis.RedisTopology.Sentinel;
import com.moalog.ratelimiter.core.redis.RedisTopology.Single;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where Redis is; the older short names of the environment come second. */
final class RedisSettings {

  private static final String CLUSTER_NODES = "spring.data.redis.cluster.nodes";
  private static final String SENTINEL_NODES = "spring.data.redis.sentinel.nodes";
  private static final String SENTINEL_PRIMARY = "spring.data.redis.sentinel.master";
  private static final String DATABASE = "spring.data.redis.database";
  private static final int MAX_PORT = 65_535;
  private static final int MAX_DATABASE = 15;

  private RedisSettings() {}

  static RedisAddress read(Values values) {
    RedisTopology topology = topology(values);
    int database = (int) values.number(0, 0, MAX_DATABASE, DATABASE);
    if (topology instanceof Cluster && database != 0) {
      values.fault(DATABASE, "must be 0 in a cluster, got: " + database);
      database = 0;
    }
    return new RedisAddress(
        topology,
        new RedisLogin(
            values.text("", "spring.data.redis.username"),
            values.text("", "spring.data.redis.password", "redis.password"),
            database),
        new RedisTls(values.flag(false, "spring.data.redis.ssl.enabled"), authorities(values)),
        values.duration(Duration.ofMillis(50), "spring.data.redis.timeout"),
        values.duration(Duration.ofMillis(500), "spring.data.redis.connect-timeout"),
        (int)
            values.number(
                RedisAddress.CONNECTIONS,
                1,
                RedisAddress.MAX_CONNECTIONS,
                "rate-limiter.redis.connections"));
  }

  /** A cluster wins over sentinels, and both over a single server. */
  private static RedisTopology topology(Values values) {
    String host = values.text("localhost", "spring.data.redis.host", "redis.host");
    int port = (int) values.number(6379, 1, MAX_PORT, "spring.data.redis.port", "redis.port");
    String password = values.text("", "spring.data.redis.sentinel.password");
    Optional<String> primary = values.find(SENTINEL_PRIMARY);
    List<RedisNode> sentinels = nodes(values, SENTINEL_NODES);
    List<RedisNode> cluster = nodes(values, CLUSTER_NODES);
    if (primary.isPresent() == sentinels.isEmpty()) {
      values.fault(SENTINEL_PRIMARY, "and " + SENTINEL_NODES + " are needed together");
    } else if (primary.isPresent() && !cluster.isEmpty()) {
      values.fault(CLUSTER_NODES, "and sentinels exclude each other");
    }
    if (!cluster.isEmpty()) {
      return new Cluster(cluster);
    }
    return primary.isPresent() && !sentinels.isEmpty()
        ? new Sentinel(primary.get(), sentinels, password)
        : new Single(new RedisNode(host, port));
  }

  private static List<RedisNode> nodes(Values values, String key) {
    List<RedisNode> nodes = new ArrayList<>();
    for (String part : values.text("", key).split(",", -1)) {
      if (!part.isBlank()) {
        RedisNode.parse(part)
            .ifPresentOrElse(
                nodes::add,
                () -> values.fault(key, "must be a list like host:6379,host:6380, got: " + part));
      }
    }
    return nodes;
  }

  private static @Nullable Path authorities(Values values) {
    String key = "rate-limiter.redis.ssl-ca";
    Optional<Path> file = values.find(key).map(Path::of);
    if (file.isPresent() && !Files.isReadable(file.get())) {
      values.fault(key, "cannot be read: " + file.get());
      return null;
    }
    return file.orElse(null);
  }
}
