package com.moalog.ratelimiter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.client.BreakerState;
import com.moalog.ratelimiter.client.BypassReason;
import com.moalog.ratelimiter.client.ClientSettings;
import com.moalog.ratelimiter.client.LimitAlgorithm;
import com.moalog.ratelimiter.client.RateLimitResult;
import com.moalog.ratelimiter.client.RateLimitResult.Allowed;
import com.moalog.ratelimiter.client.RateLimitResult.Bypassed;
import com.moalog.ratelimiter.client.RateLimitResult.Denied;
import com.moalog.ratelimiter.client.RateLimiterClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The client library and the server together. */
class ClientOverHttpTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  void aHundredRequestsOfOneAddressPassAndTheNextIsDenied() {
    String key = "global_api:ip:글 &=%" + UUID.randomUUID();
    try (Limiter limiter = limiter();
        RateLimiterClient client = client(limiter.port())) {
      for (int i = 0; i < 100; i++) {
        RateLimitResult result = client.check(key, LimitAlgorithm.SLIDING_WINDOW_LOG);
        assertThat(result).isInstanceOf(Allowed.class);
        assertThat(((Allowed) result).quota().remaining()).isEqualTo(99 - i);
      }
      RateLimitResult denied = client.check(key, LimitAlgorithm.SLIDING_WINDOW_LOG);
      assertThat(denied).isInstanceOf(Denied.class);
      assertThat(((Denied) denied).retryAfterSeconds()).isBetween(1L, 60L);
      assertThat(((Denied) denied).quota().limit()).isEqualTo(100);
    }
  }

  @Test
  void manyClientsOfSeveralInstancesTogetherGetExactlyTheLimit() throws Exception {
    String key = "global_api:ip:" + UUID.randomUUID();
    List<Limiter> limiters = List.of(limiter(), limiter(), limiter());
    List<RateLimiterClient> clients =
        limiters.stream().map(limiter -> client(limiter.port())).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> allowed = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        RateLimiterClient client = clients.get(i % clients.size());
        allowed.add(threads.submit(() -> allowedOfTen(client, key)));
      }
      assertThat(sum(allowed)).isEqualTo(100);
    } finally {
      clients.forEach(RateLimiterClient::close);
      limiters.forEach(Limiter::close);
    }
  }

  @Test
  void clientsWithLeasesTogetherNeverGetMoreThanTheLimit() throws Exception {
    String key = UUID.randomUUID().toString();
    List<RateLimiterClient> clients = new ArrayList<>();
    try (Limiter limiter =
            limiter(
                "RATE_LIMITER_DEFAULT_CAPACITY", "500", "RATE_LIMITER_DEFAULT_REFILL_RATE", "1/d");
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> allowed = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        ClientSettings settings =
            new ClientSettings(address(limiter.port()), PATIENCE, PATIENCE, PATIENCE)
                .withLeases(20);
        RateLimiterClient client = new RateLimiterClient(settings, (from, to) -> {});
        clients.add(client);
        for (int thread = 0; thread < 8; thread++) {
          allowed.add(threads.submit(() -> allowedUntilDenied(client, key)));
        }
      }
      assertThat(sum(allowed)).isBetween(300, 500);
    } finally {
      clients.forEach(RateLimiterClient::close);
    }
  }

  private static int allowedUntilDenied(RateLimiterClient client, String key) {
    int allowed = 0;
    while (client.check(key) instanceof Allowed) {
      allowed++;
    }
    return allowed;
  }

  @Test
  void callersPassWhileTheLimiterIsGoneAndAreLimitedAgainAfterwards() {
    List<BreakerState> changes = new ArrayList<>();
    String key = "global_api:ip:" + UUID.randomUUID();
    Limiter limiter = limiter();
    int port = limiter.port();
    ClientSettings settings =
        new ClientSettings(address(port), PATIENCE, PATIENCE, Duration.ofMillis(100));
    try (RateLimiterClient client =
        new RateLimiterClient(settings, (from, to) -> changes.add(to))) {
      assertThat(client.check(key)).isInstanceOf(Allowed.class);
      limiter.close();
      for (int i = 0; i < 5; i++) {
        assertThat(client.check(key)).isEqualTo(new Bypassed(BypassReason.CONNECTION));
      }
      assertThat(client.breakerState()).isEqualTo(BreakerState.OPEN);
      try (Limiter back = limiter("SERVER_PORT", Integer.toString(port))) {
        await().atMost(PATIENCE).until(() -> client.check(key) instanceof Allowed);
        assertThat(back.port()).isEqualTo(port);
      }
    }
    assertThat(changes).startsWith(BreakerState.OPEN).endsWith(BreakerState.CLOSED);
  }

  private static int allowedOfTen(RateLimiterClient client, String key) {
    int allowed = 0;
    for (int i = 0; i < 10; i++) {
      RateLimitResult result = client.check(key, LimitAlgorithm.SLIDING_WINDOW_LOG);
      assertThat(result).isNotInstanceOf(Bypassed.class);
      allowed += result instanceof Allowed ? 1 : 0;
    }
    return allowed;
  }

  private static int sum(List<Future<Integer>> parts)
      throws InterruptedException, ExecutionException {
    int sum = 0;
    for (Future<Integer> part : parts) {
      sum += part.get();
    }
    return sum;
  }

  private static Limiter limiter(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "SPRING_DATA_REDIS_TIMEOUT";
    all[1] = "20s";
    System.arraycopy(more, 0, all, 2, more.length);
    return Limiter.start(Limiter.environment(TestServers.redis(), all));
  }

  private static RateLimiterClient client(int port) {
    ClientSettings settings =
        new ClientSettings(address(port), PATIENCE, PATIENCE, ClientSettings.DEFAULT_OPEN_TIME);
    return new RateLimiterClient(settings, (from, to) -> {});
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
