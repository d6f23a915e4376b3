package com.moalog.ratelimiter.core.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.core.ClockedLimiter;
import com.moalog.ratelimiter.core.LimitContract;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The contract on a real Redis, whose library here reads its clock from a key that the test sets.
 * The server is this test's own, since a server has one library of that name.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RedisContractTest extends LimitContract implements ClockedLimiter {

  private static final String CLOCK_KEY = "test:clock";
  private static final String CLOCK =
      "local function clock_micros() return tonumber(redis.call('GET', '%s')) end\n"
          .formatted(CLOCK_KEY);

  private RunningServer<RedisServer> server;
  private RedisClient client;
  private StatefulRedisConnection<String, String> connection;
  private RedisLimiter limiter;

  @BeforeAll
  void connect() throws IOException {
    server = TestServers.newRedis();
    RedisAddress address =
        RedisAddress.of("127.0.0.1", server.server().port())
            .withPassword(server.server().password());
    client = RedisClient.create(address.uri());
    connection = client.connect();
    limiter = new RedisLimiter(connection, RedisSources.withClock(CLOCK), 1_000);
    limiter.load().toCompletableFuture().join();
    connection.setAutoFlushCommands(false);
  }

  @AfterAll
  void disconnect() throws IOException {
    client.shutdown();
    server.close();
  }

  @Test
  void bucketIsCutToALoweredCapacity() {
    check(0, new TokenBucket(100, new Rate(10, 1)), 1);
    assertThat(check(0, new TokenBucket(10, new Rate(10, 1)), 10))
        .isEqualTo(Decision.allow(0, 1_000_000));
  }

  @Override
  protected ClockedLimiter limiter() {
    return this;
  }

  @Override
  public void flush() {
    connection.flushCommands();
  }

  @Override
  public CompletionStage<Decision> check(
      long nowMicros, StorageKey key, Limit limit, long permits) {
    setClock(nowMicros);
    return limiter.check(key, limit, permits);
  }

  @Override
  public CompletionStage<List<Decision>> checkEach(long nowMicros, List<Request> requests) {
    setClock(nowMicros);
    return limiter.checkEach(requests);
  }

  @Override
  public CompletionStage<List<Decision>> checkAll(long nowMicros, List<Request> requests) {
    setClock(nowMicros);
    return limiter.checkAll(requests);
  }

  @Override
  public CompletionStage<Long> remaining(long nowMicros, StorageKey key, Limit limit) {
    setClock(nowMicros);
    return limiter.remaining(key, limit);
  }

  /** One connection keeps the order, so the call that follows sees this time. */
  private void setClock(long nowMicros) {
    RedisFuture<String> _ = connection.async().set(CLOCK_KEY, Long.toString(nowMicros));
  }
}
