package com.moalog.ratelimiter.core.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Standstill;
import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.lease.LeaseTimer;
import com.moalog.ratelimiter.core.lease.Leases;
import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 64 clients at three instances want more of one key than there is. */
class ManyInstancesTest {

  private static final int CLIENTS = 64;
  private static final int REQUESTS_EACH = 20;
  private static final int MOST_UNSPENT = 60;
  private static final long PERMITS = 500;
  private static final Duration LEASE = Duration.of(LeaseCall.LIFE_MICROS, ChronoUnit.MICROS);
  private static final long GIVEN_BACK_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final List<RedisConnector> CONNECTORS = new ArrayList<>();
  private static final List<RedisLimiter> INSTANCES = new ArrayList<>();

  private final StorageKey key = StorageKey.of("test:", "many", UUID.randomUUID().toString());

  @BeforeAll
  static void connect() {
    RedisAddress address =
        TestAddresses.patient(TestServers.redis().port(), "", TestServers.redis().password());
    for (int i = 0; i < 3; i++) {
      CONNECTORS.add(new RedisConnector(address));
      INSTANCES.add(join(CONNECTORS.getLast().connect()));
    }
  }

  @AfterAll
  static void disconnect() {
    CONNECTORS.forEach(RedisConnector::close);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void strictlyCountedExactlyTheLimitIsAdmitted(Algorithm algorithm) throws Exception {
    Limit limit = limit(algorithm);
    assertThat(admitted(client -> INSTANCES.get(client % 3).check(key, limit, 1)))
        .isEqualTo(PERMITS);
  }

  /** What is given back late, because the machine stood still, counts as spent. */
  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void leasedNoMoreIsAdmittedAndInTheEndNothingIsLost(Algorithm algorithm) throws Exception {
    Standstill.excuseEnd(LEASE, () -> leased(limit(algorithm)));
  }

  /** However late something is given back, there is never more than the limit. */
  private static Standstill.Attempt leased(Limit limit) throws Exception {
    StorageKey key = StorageKey.of("test:", "many", UUID.randomUUID().toString());
    try (LeaseTimer timer = new LeaseTimer()) {
      List<Leases> leases = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        leases.add(new Leases("i" + i, 10, () -> System.nanoTime() / 1_000, timer));
      }
      IntFunction<CompletionStage<Decision>> ask =
          client ->
              leases.get(client % 3).check(INSTANCES.get(client % 3), key, limit, MOST_UNSPENT, 1);
      long first = admitted(ask);
      assertThat(first).isLessThanOrEqualTo(PERMITS);
      long until = System.nanoTime() + GIVEN_BACK_NANOS;
      long sum;
      do {
        LockSupport.parkNanos(POLL_NANOS);
        sum = first + join(INSTANCES.getFirst().remaining(key, limit));
        assertThat(sum).isLessThanOrEqualTo(PERMITS);
      } while (sum < PERMITS && System.nanoTime() - until < 0);
      long found = sum;
      return () -> {
        assertThat(first).isGreaterThanOrEqualTo(PERMITS - MOST_UNSPENT);
        assertThat(found).isEqualTo(PERMITS);
      };
    }
  }

  private static long admitted(IntFunction<CompletionStage<Decision>> ask) throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        counts.add(clients.submit(() -> admittedTo(client, ask)));
      }
      long sum = 0;
      for (Future<Long> count : counts) {
        sum += count.get();
      }
      return sum;
    }
  }

  private static long admittedTo(int client, IntFunction<CompletionStage<Decision>> ask) {
    long count = 0;
    for (int i = 0; i < REQUESTS_EACH; i++) {
      count += join(ask.apply(client)).allowed() ? 1 : 0;
    }
    return count;
  }

  /** None of it comes back while the test runs. */
  private static Limit limit(Algorithm algorithm) {
    Rate slow = new Rate(1, 86_400);
    long year = 365L * 24 * 60 * 60;
    return switch (algorithm) {
      case TOKEN_BUCKET -> new TokenBucket(PERMITS, slow);
      case LEAKY_BUCKET -> new LeakyBucket(PERMITS, slow);
      case SLIDING_WINDOW_LOG -> SlidingWindow.ofSeconds(PERMITS, year);
      case SLIDING_WINDOW_COUNTER -> SlidingCounter.ofSeconds(PERMITS, year);
      case FIXED_WINDOW -> FixedWindow.ofSeconds(PERMITS, year);
    };
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
