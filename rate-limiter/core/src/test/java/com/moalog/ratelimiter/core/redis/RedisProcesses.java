package com.moalog.ratelimiter.core.redis;

import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Redis servers of a test's own, which it makes a cluster, or sets sentinels to watch. */
final class RedisProcesses implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(2);
  static final String PRIMARY = "limits";

  private final List<RunningServer<RedisServer>> servers = new ArrayList<>();

  /** Starts one more. */
  RunningServer<RedisServer> start(String... configuration) throws IOException {
    servers.add(TestServers.newRedis(List.of(configuration)));
    return servers.getLast();
  }

  /** Three primaries and a replica of the first, as one cluster. */
  void formCluster(Path folder) throws IOException {
    for (int i = 0; i < 4; i++) {
      start(
          "cluster-enabled yes",
          "cluster-config-file " + folder.resolve("nodes-" + i + ".conf"),
          "cluster-node-timeout 5000",
          "masterauth " + TestServers.REDIS_PASSWORD);
    }
    for (RunningServer<RedisServer> server : servers.subList(1, 4)) {
      ask(server, redis -> redis.clusterMeet("127.0.0.1", servers.getFirst().server().port()));
    }
    ask(servers.get(0), redis -> redis.clusterAddSlots(slots(0, 5_461)));
    ask(servers.get(1), redis -> redis.clusterAddSlots(slots(5_461, 10_923)));
    ask(servers.get(2), redis -> redis.clusterAddSlots(slots(10_923, 16_384)));
    await().atMost(PATIENCE).until(() -> servers.stream().allMatch(RedisProcesses::isWhole));
    String first = ask(servers.getFirst(), RedisCommands::clusterMyId);
    await()
        .atMost(PATIENCE)
        .until(() -> ask(servers.get(3), RedisCommands::clusterNodes).contains(first));
    ask(servers.get(3), redis -> redis.clusterReplicate(first));
    await()
        .atMost(PATIENCE)
        .until(() ->
            ask(servers.get(3), redis -> redis.info("replication")).contains("link_status:up"));
  }

  private static boolean isWhole(RunningServer<RedisServer> server) {
    String info = ask(server, RedisCommands::clusterInfo);
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:4");
  }

  private static int[] slots(int from, int till) {
    int[] slots = new int[till - from];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = from + i;
    }
    return slots;
  }

  /** A primary, its replica, and a sentinel that watches them. */
  void formSentinel(Path folder) throws IOException {
    String auth = "masterauth " + TestServers.REDIS_PASSWORD;
    int port = start(auth).server().port();
    start(auth, "replicaof 127.0.0.1 " + port);
    await()
        .atMost(PATIENCE)
        .until(() ->
            ask(servers.get(1), redis -> redis.info("replication")).contains("link_status:up"));
    servers.add(
        TestServers.newSentinel(
            List.of(
                "sentinel monitor %s 127.0.0.1 %d 1".formatted(PRIMARY, port),
                "sentinel auth-pass %s %s".formatted(PRIMARY, TestServers.REDIS_PASSWORD),
                "sentinel down-after-milliseconds " + PRIMARY + " 3000",
                "sentinel failover-timeout " + PRIMARY + " 3000")));
    await()
        .atMost(PATIENCE)
        .until(() -> ask(servers.get(2), redis -> redis.info("sentinel")).contains("slaves=1"));
  }

  RunningServer<RedisServer> get(int index) {
    return servers.get(index);
  }

  RedisNode node(int index) {
    return new RedisNode("127.0.0.1", servers.get(index).server().port());
  }

  static <T> T ask(
      RunningServer<RedisServer> server, Function<RedisCommands<String, String>, T> question) {
    RedisURI address =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(server.server().port())
            .withPassword(server.server().password().toCharArray())
            .build();
    RedisClient client = RedisClient.create(address);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    servers.forEach(RunningServer::kill);
  }
}
