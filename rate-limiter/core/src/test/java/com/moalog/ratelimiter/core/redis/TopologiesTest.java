package com.moalog.ratelimiter.core.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.lease.LeaseCall.Lessee;
import com.moalog.ratelimiter.core.lease.LeaseCall.Unspent;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.redis.RedisTopology.Cluster;
import com.moalog.ratelimiter.core.redis.RedisTopology.Sentinel;
import com.moalog.ratelimiter.core.redis.RedisTopology.Single;
import io.lettuce.core.FlushMode;
import io.lettuce.core.cluster.SlotHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster, sentinels, TLS and an ACL, all real, and the first two through a failover. */
class TopologiesTest {

  private static final FixedWindow LIMIT = FixedWindow.ofSeconds(10, 31_536_000);

  private final String run = UUID.randomUUID().toString();
  private @TempDir Path folder;
  private RedisProcesses redis;

  @BeforeEach
  void begin() {
    redis = new RedisProcesses();
  }

  @AfterEach
  void end() {
    redis.close();
  }

  @Test
  void aClusterCountsEachKeyOnItsOwnPrimaryAlsoThroughAFailover() throws IOException {
    redis.formCluster(folder);
    try (RedisConnector connector = connector(new Cluster(List.of(redis.node(0), redis.node(1))));
        RedisLimiter limiter = join(connector.connect())) {
      everyKeyOfTheClusterHasItsLimit(limiter);
      batchesReachEverySlot(limiter);
      redis.get(0).kill();
      StorageKey ofTheDead = keyInSlots(0, 5_460);
      await()
          .atMost(RedisProcesses.PATIENCE)
          .ignoreException(CompletionException.class)
          .until(() -> join(limiter.check(ofTheDead, LIMIT, 1)).allowed());
      everyKeyOfTheClusterHasItsLimit(limiter);
    }
  }

  private void everyKeyOfTheClusterHasItsLimit(RedisLimiter limiter) {
    for (int i = 0; i < 30; i++) {
      StorageKey key = StorageKey.of("test:", "cluster", UUID.randomUUID().toString());
      assertThat(join(limiter.check(key, LIMIT, 10)).allowed()).isTrue();
      assertThat(join(limiter.check(key, LIMIT, 1)).allowed()).isFalse();
      assertThat(join(limiter.reset(key))).isTrue();
      assertThat(join(limiter.remaining(key, LIMIT))).isEqualTo(10);
    }
  }

  private void batchesReachEverySlot(RedisLimiter limiter) {
    List<Request> scattered = new ArrayList<>();
    List<Request> together = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      scattered.add(new Request(StorageKey.of("test:", "batch", run + (i % 25)), LIMIT, 6));
      together.add(new Request(StorageKey.of("test:", "all", "{" + run + "}" + i), LIMIT, 6));
    }
    List<Decision> decisions = join(limiter.checkEach(scattered));
    assertThat(decisions.subList(0, 25)).allMatch(Decision::allowed);
    assertThat(decisions.subList(25, 50)).noneMatch(Decision::allowed);
    assertThat(limiter.canDecideTogether(scattered.stream().map(Request::key).toList())).isFalse();
    assertThat(limiter.canDecideTogether(together.stream().map(Request::key).toList())).isTrue();
    assertThat(join(limiter.checkAll(together))).allMatch(Decision::allowed);
    assertThat(join(limiter.checkAll(together))).noneMatch(Decision::allowed);
  }

  @Test
  void aClusterGetsItsFunctionsAgainOnEveryPrimary() throws IOException {
    redis.formCluster(folder);
    try (RedisConnector connector = connector(new Cluster(List.of(redis.node(2))));
        RedisLimiter limiter = join(connector.connect())) {
      for (int i = 0; i < 3; i++) {
        RedisProcesses.ask(redis.get(i), commands -> commands.functionFlush(FlushMode.SYNC));
      }
      everyKeyOfTheClusterHasItsLimit(limiter);
    }
  }

  @Test
  void sentinelsTellWhoIsPrimaryAfterAFailover() throws IOException {
    redis.formSentinel(folder);
    Sentinel sentinel =
        new Sentinel(RedisProcesses.PRIMARY, List.of(redis.node(2)), TestServers.REDIS_PASSWORD);
    StorageKey key = StorageKey.of("test:", "sentinel", run);
    try (RedisConnector connector = connector(sentinel)) {
      try (RedisLimiter limiter = join(connector.connect())) {
        assertThat(join(limiter.check(key, LIMIT, 4)).remaining()).isEqualTo(6);
        RedisProcesses.ask(redis.get(0), commands -> commands.waitForReplication(1, 50_000));
      }
      redis.get(0).kill();
      await()
          .atMost(RedisProcesses.PATIENCE)
          .ignoreException(CompletionException.class)
          .untilAsserted(() -> {
            try (RedisLimiter limiter = join(connector.connect())) {
              assertThat(join(limiter.check(key, LIMIT, 6)).remaining()).isZero();
            }
          });
    }
  }

  @Test
  void encryptsAndBelievesOnlyWhomItKnows() throws IOException {
    Certificate certificate = Certificate.make(folder);
    int tlsPort = TestServers.freePort();
    redis.start(
        "tls-port " + tlsPort,
        "tls-cert-file " + certificate.chain(),
        "tls-key-file " + certificate.key(),
        "tls-ca-cert-file " + certificate.chain(),
        "tls-auth-clients no");
    Single server = new Single(new RedisNode("127.0.0.1", tlsPort));
    StorageKey key = StorageKey.of("test:", "tls", run);
    try (RedisConnector connector =
            new RedisConnector(address(server, new RedisTls(true, certificate.chain())));
        RedisLimiter limiter = join(connector.connect())) {
      assertThat(join(limiter.check(key, LIMIT, 4)).remaining()).isEqualTo(6);
    }
    try (RedisConnector stranger = new RedisConnector(address(server, new RedisTls(true, null)))) {
      assertThatThrownBy(() -> join(stranger.connect())).isInstanceOf(CompletionException.class);
    }
  }

  @Test
  void aUserThatMayTouchOnlyTheLimitersKeysIsEnough() throws IOException {
    redis.start(
        "user limiter on >pw resetkeys ~test:* resetchannels -@all"
            + " +fcall +function|load +evalsha +eval +get +set +getrange +setrange +pexpire +unlink"
            + " +time +ping +hello +info");
    RedisAddress address =
        new RedisAddress(
            new Single(redis.node(0)),
            new RedisLogin("limiter", "pw", 0),
            RedisTls.OFF,
            RedisProcesses.PATIENCE,
            RedisProcesses.PATIENCE,
            RedisAddress.CONNECTIONS);
    try (RedisConnector connector = new RedisConnector(address);
        RedisLimiter limiter = join(connector.connect())) {
      everyKeyOfTheClusterHasItsLimit(limiter);
      StorageKey own = StorageKey.of("test:", "acl", run);
      LeaseCall call = new LeaseCall(own, LIMIT, new Lessee("i1", 1), Unspent.NOTHING, 1, 4, 5);
      assertThat(join(limiter.lease(call)).granted()).isEqualTo(4);
      StorageKey foreign = StorageKey.of("other:", "acl", run);
      assertThatThrownBy(() -> join(limiter.check(foreign, LIMIT, 1)))
          .satisfies(failure -> assertThat(RedisFault.of(failure)).isEqualTo(RedisFault.AUTH));
    }
  }

  private StorageKey keyInSlots(int from, int till) {
    for (int i = 0; ; i++) {
      StorageKey key = StorageKey.of("test:", "slot", run + i);
      int slot = SlotHash.getSlot(key.text());
      if (slot >= from && slot <= till) {
        return key;
      }
    }
  }

  private static RedisConnector connector(RedisTopology topology) {
    return new RedisConnector(address(topology, RedisTls.OFF));
  }

  private static RedisAddress address(RedisTopology topology, RedisTls tls) {
    return new RedisAddress(
        topology,
        new RedisLogin("", TestServers.REDIS_PASSWORD, 0),
        tls,
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        RedisAddress.CONNECTIONS);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
