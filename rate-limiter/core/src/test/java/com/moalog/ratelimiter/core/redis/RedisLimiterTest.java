package com.moalog.ratelimiter.core.redis;

import static com.moalog.ratelimiter.core.redis.TestAddresses.SLOW_BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.lease.LeaseCall.Unspent;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.FlushMode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisLimiterTest {

  private static final TokenBucket BUCKET = new TokenBucket(100, new Rate(10, 1));
  private static final SlidingWindow WINDOW = SlidingWindow.ofSeconds(100, 60);

  private static RedisConnector connector;
  private static RedisClient client;
  private static StatefulRedisConnection<String, String> connection;
  private static RedisCommands<String, String> redis;

  private final StorageKey key = StorageKey.of("test:", "redis", UUID.randomUUID().toString());

  @BeforeAll
  static void connect() {
    connector = new RedisConnector(address());
    client = RedisClient.create(address().uris().getFirst());
    connection = client.connect();
    redis = connection.sync();
  }

  @AfterAll
  static void disconnect() {
    connector.close();
    client.shutdown();
  }

  private static RedisAddress address() {
    return TestAddresses.patient(TestServers.redis().port(), "", TestServers.redis().password());
  }

  @Test
  void refusesAWrongPassword() {
    try (RedisConnector wrong = new RedisConnector(address().withPassword("guess"))) {
      assertThatThrownBy(() -> join(wrong.connect()))
          .satisfies(failure -> assertThat(RedisFault.of(failure)).isEqualTo(RedisFault.AUTH));
    }
  }

  @Test
  void tellsThatAKeyHoldsSomethingElse() {
    redis.lpush(key.text(), "not a bucket");
    try (RedisLimiter limiter = join(connector.connect())) {
      assertThatThrownBy(() -> join(limiter.check(key, BUCKET, 1)))
          .satisfies(failure -> assertThat(RedisFault.of(failure)).isEqualTo(RedisFault.WRONGTYPE));
      assertThatThrownBy(() -> join(limiter.check(key, WINDOW, 1)))
          .satisfies(failure -> assertThat(RedisFault.of(failure)).isEqualTo(RedisFault.WRONGTYPE));
    }
  }

  @Test
  void aKeyThatHoldsSomethingElseLeavesTheOthersOfABatchAlone() {
    StorageKey odd = StorageKey.of("test:", "redis", UUID.randomUUID().toString());
    redis.lpush(odd.text(), "not a bucket");
    Request good = new Request(key, SLOW_BUCKET, 60);
    List<Request> requests = List.of(good, new Request(odd, SLOW_BUCKET, 1), good);
    try (RedisLimiter limiter = join(connector.connect())) {
      assertThat(join(limiter.checkEachIfCounted(requests)))
          .extracting(each -> each.map(it -> it.allowed() ? "allowed" : "refused").orElse("none"))
          .containsExactly("allowed", "none", "refused");
      assertThat(join(limiter.remaining(key, SLOW_BUCKET))).isEqualTo(40);
      assertThatThrownBy(() -> join(limiter.checkAll(requests.subList(1, 3))))
          .satisfies(failure -> assertThat(RedisFault.of(failure)).isEqualTo(RedisFault.WRONGTYPE));
      assertThatThrownBy(() -> join(limiter.checkEach(requests)))
          .satisfies(failure -> assertThat(RedisFault.of(failure)).isEqualTo(RedisFault.WRONGTYPE));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "5:1:",
        "9:9",
        "1:1:0",
        "1:1:1:0",
        "1:2:3:4:5",
        "99999999999999999999:1:1",
        "1:1:99999999999999999999:1",
        "more than the twenty-four bytes of a header"
      })
  void aStateThatItCannotReadCountsAsNone(String unreadable) {
    assertCountsAsNone(unreadable);
  }

  /** The numbers are the header: where the oldest entry is, how many there are, how many may be. */
  @ParameterizedTest
  @CsvSource({"0, 5, 16, 0", "3, 16, 16, 15", "0, 1, 1, 2", "0, 1, 1000001, 1", "9, 1, 8, 8"})
  void aRingThatIsNotAsItsHeaderSaysCountsAsNone(long head, long count, long slots, int entries) {
    StringBuilder ring = new StringBuilder();
    for (long number : new long[] {head, count, slots}) {
      appendNumber(ring, number);
    }
    for (int i = 0; i < entries; i++) {
      appendNumber(ring, 1);
    }
    assertCountsAsNone(ring.toString());
  }

  private static void appendNumber(StringBuilder ring, long number) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      ring.append((char) (number >> shift & 0x7f));
    }
  }

  @Test
  void tellsHowManyStatesItCouldNotRead() {
    AtomicLong met = new AtomicLong();
    StorageKey other = StorageKey.of("test:", "redis", UUID.randomUUID().toString());
    StorageKey absent = StorageKey.of("test:", "redis", UUID.randomUUID().toString());
    List<Request> requests =
        List.of(
            new Request(key, SLOW_BUCKET, 1),
            new Request(other, SLOW_BUCKET, 1),
            new Request(key, SLOW_BUCKET, 1),
            new Request(absent, SLOW_BUCKET, 1));
    LeaseCall call =
        new LeaseCall(key, SLOW_BUCKET, new LeaseCall.Lessee("i1", 1), Unspent.NOTHING, 1, 5, 10);
    try (RedisConnector counting = new RedisConnector(address(), met::addAndGet);
        RedisLimiter limiter = join(counting.connect())) {
      redis.set(key.text(), "x");
      redis.set(other.text(), "y");
      join(limiter.remaining(key, WINDOW));
      assertThat(met).hasValue(1);
      assertThat(join(limiter.checkEach(requests))).allMatch(Decision::allowed);
      assertThat(met).hasValue(3);
      redis.set(key.text(), "x");
      assertThat(join(limiter.lease(call)).granted()).isEqualTo(5);
      assertThat(met).hasValue(4);
      redis.set(key.text(), "x");
      join(limiter.check(key, WINDOW, 1));
      assertThat(join(limiter.checkAll(requests.subList(1, 2)))).allMatch(Decision::allowed);
      join(limiter.check(key, WINDOW, 1));
      assertThat(met).hasValue(5);
    }
  }

  @Test
  void aRefusedLeaseWritesNothing() {
    LeaseCall.Lessee lessee = new LeaseCall.Lessee("i1", 1);
    try (RedisLimiter limiter = join(connector.connect())) {
      join(limiter.check(key, SLOW_BUCKET, 100));
      byte[] before = redis.dump(key.text());
      LeaseCall call = new LeaseCall(key, SLOW_BUCKET, lessee, Unspent.NOTHING, 1, 5, 10);
      assertThat(join(limiter.lease(call)).decision().allowed()).isFalse();
      assertThat(redis.exists(key.lesseesName())).isZero();
      assertThat(redis.dump(key.text())).isEqualTo(before);
    }
  }

  @Test
  void whatRedisRefusesInABatchKeepsItsClass() {
    redis.aclSetuser(
        "unread",
        AclSetuserArgs.Builder.on()
            .addPassword("pw")
            .keyPattern("*")
            .allCommands()
            .removeCommand(CommandType.GET));
    Request request = new Request(key, SLOW_BUCKET, 1);
    try (RedisConnector unread =
            new RedisConnector(TestAddresses.patient(TestServers.redis().port(), "unread", "pw"));
        RedisLimiter limiter = join(unread.connect())) {
      assertThatThrownBy(() -> join(limiter.checkEach(List.of(request, request))))
          .satisfies(failure ->
              assertThat(RedisFault.unwrapped(failure)).hasMessageStartingWith("ERR The user"));
    }
  }

  private void assertCountsAsNone(String unreadable) {
    List<Limit> limits =
        List.of(
            SLOW_BUCKET,
            new LeakyBucket(100, new Rate(1, 86_400)),
            SlidingWindow.ofSeconds(100, 3_600),
            SlidingCounter.ofSeconds(100, 31_536_000),
            FixedWindow.ofSeconds(100, 31_536_000));
    try (RedisLimiter limiter = join(connector.connect())) {
      for (Limit limit : limits) {
        redis.set(key.text(), unreadable);
        assertThat(join(limiter.remaining(key, limit))).as("%s", limit).isEqualTo(100);
        assertThat(join(limiter.check(key, limit, 30)).remaining()).as("%s", limit).isEqualTo(70);
        assertThat(join(limiter.check(key, limit, 30)).remaining()).as("%s", limit).isEqualTo(40);
      }
    }
  }

  @Test
  void noCallersKeyIsTakenForTheLesseesOfAnother() {
    StorageKey leased = StorageKey.of("test:", "redis", "{" + key.text() + "}");
    StorageKey chosen = StorageKey.of("test:", "redis", "{" + key.text() + "}:lessees");
    try (RedisLimiter limiter = join(connector.connect())) {
      join(limiter.check(chosen, SLOW_BUCKET, 10));
      LeaseCall call =
          new LeaseCall(
              leased, SLOW_BUCKET, new LeaseCall.Lessee("i1", 1), Unspent.NOTHING, 1, 5, 10);
      assertThat(join(limiter.lease(call)).granted()).isEqualTo(5);
      assertThat(join(limiter.remaining(chosen, SLOW_BUCKET))).isEqualTo(90);
      assertThat(redis.exists(leased.lesseesName())).isEqualTo(1);
      join(limiter.reset(leased));
      assertThat(redis.exists(leased.lesseesName())).isZero();
      assertThat(join(limiter.remaining(chosen, SLOW_BUCKET))).isEqualTo(90);
    }
  }

  @Test
  void aRefusalWritesNothingAndKeepsTheExpiry() {
    try (RedisLimiter limiter = join(connector.connect())) {
      for (Limit limit : List.of(SLOW_BUCKET, WINDOW)) {
        join(limiter.reset(key));
        join(limiter.check(key, limit, 100));
        byte[] before = redis.dump(key.text());
        long expiry = redis.pexpiretime(key.text());
        assertThat(join(limiter.check(key, limit, 100)).allowed()).isFalse();
        join(limiter.remaining(key, limit));
        assertThat(redis.dump(key.text())).isEqualTo(before);
        assertThat(redis.pexpiretime(key.text())).isEqualTo(expiry);
      }
    }
  }

  @Test
  void everyStateExpiresASecondAfterItHasNothingToTell() {
    try (RedisLimiter limiter = join(connector.connect())) {
      long began = System.nanoTime();
      join(limiter.check(key, BUCKET, 50));
      assertThat(redis.pttl(key.text())).isBetween(5_000L - millisSince(began), 6_000L);
      join(limiter.reset(key));
      began = System.nanoTime();
      join(limiter.check(key, WINDOW, 1));
      assertThat(redis.pttl(key.text())).isBetween(60_000L - millisSince(began), 61_000L);
    }
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  @Test
  void resetTellsWhetherAnythingWasCounted() {
    try (RedisLimiter limiter = join(connector.connect())) {
      assertThat(join(limiter.reset(key))).isFalse();
      join(limiter.check(key, SLOW_BUCKET, 100));
      assertThat(join(limiter.reset(key))).isTrue();
      assertThat(join(limiter.remaining(key, SLOW_BUCKET))).isEqualTo(100);
    }
  }

  @Test
  void givesTheServerItsFunctionsAgainWhenTheyAreGone() {
    try (RedisLimiter limiter = join(connector.connect())) {
      join(limiter.check(key, SLOW_BUCKET, 60));
      redis.functionFlush(FlushMode.SYNC);
      assertThat(join(limiter.check(key, SLOW_BUCKET, 10)).remaining()).isEqualTo(30);
    }
  }

  @Test
  void aCheckIsOneRoundTrip() {
    try (RedisLimiter limiter = join(connector.connect())) {
      redis.configResetstat();
      for (int i = 0; i < 50; i++) {
        join(limiter.check(key, BUCKET, 1));
      }
      join(limiter.checkEach(Collections.nCopies(50, new Request(key, BUCKET, 1))));
      assertThat(redis.info("commandstats"))
          .contains("cmdstat_fcall:calls=51,")
          .doesNotContain("cmdstat_eval", "cmdstat_function", "cmdstat_script");
    }
  }

  @Test
  void usesSingleScriptsWhereItMayNotUseFunctions() {
    redis.aclSetuser(
        "scripts",
        AclSetuserArgs.Builder.on()
            .addPassword("pw")
            .keyPattern("*")
            .allCommands()
            .removeCommand(CommandType.FUNCTION));
    try (RedisConnector scripts =
            new RedisConnector(TestAddresses.patient(TestServers.redis().port(), "scripts", "pw"));
        RedisLimiter limiter = join(scripts.connect())) {
      redis.scriptFlush();
      assertThat(join(limiter.check(key, WINDOW, 40)).remaining()).isEqualTo(60);
      assertThat(join(limiter.check(key, WINDOW, 10)).remaining()).isEqualTo(50);
      assertThat(join(limiter.remaining(key, WINDOW))).isEqualTo(50);
    }
  }

  @Test
  void manyConnectionsTogetherGrantExactlyTheLimit() {
    List<RedisLimiter> limiters = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      limiters.add(join(connector.connect()));
    }
    SlidingWindow limit = SlidingWindow.ofSeconds(250, 3_600);
    List<CompletableFuture<Decision>> decisions = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      decisions.add(limiters.get(i % 4).check(key, limit, 1).toCompletableFuture());
    }
    assertThat(decisions.stream().map(CompletableFuture::join).filter(Decision::allowed))
        .hasSize(250);
    limiters.forEach(RedisLimiter::close);
  }

  /** Bytes of the contract with a key name of 64 bytes, and a tenth on top. */
  @ParameterizedTest
  @CsvSource({"10, 232", "100, 1016", "128, 1400", "129, 1400", "1000, 8312", "10000, 82040"})
  void aWindowTakesNoMoreMemoryThanPromised(int entries, long bytes) {
    SlidingWindow limit = SlidingWindow.ofSeconds(entries, 3_600);
    try (RedisLimiter limiter = join(connector.connect())) {
      for (int i = 0; i < entries; i++) {
        join(limiter.check(key, limit, 1));
      }
      assertThat(redis.memoryUsage(key.text())).isLessThanOrEqualTo(bytes * 11 / 10);
    }
  }

  @Test
  void aBucketTakesNoMoreMemoryThanPromised() {
    TokenBucket lasting = new TokenBucket(100, new Rate(1, 1));
    try (RedisLimiter limiter = join(connector.connect())) {
      join(limiter.check(key, lasting, 90));
      assertThat(redis.memoryUsage(key.text())).isLessThanOrEqualTo(152 * 11 / 10);
    }
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
