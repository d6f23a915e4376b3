package com.moalog.ratelimiter.core.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.moalog.local.servers.TestServers;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoalescerTest {

  private static final SlidingWindow WINDOW = SlidingWindow.ofSeconds(100, 3_600);

  private final StorageKey key = StorageKey.of("test:", "joined", UUID.randomUUID().toString());
  private final Coalescer coalescer = new Coalescer(64);
  private RedisConnector connector;
  private RedisLimiter limiter;

  @BeforeEach
  void connect() {
    connector =
        new RedisConnector(
            TestAddresses.patient(TestServers.redis().port(), "", TestServers.redis().password()));
    limiter = connector.connect().toCompletableFuture().join();
  }

  @AfterEach
  void disconnect() {
    connector.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Request.MAX_BATCH + 1})
  void refusesABatchOutsideItsRange(int maxBatch) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Coalescer(maxBatch));
  }

  @Test
  void decidesInTheOrderOfArrivalAsIfEachWereAlone() {
    List<Decision> decisions = together(IntStream.range(0, 150).mapToObj(i -> WINDOW).toList());
    assertThat(decisions.stream().map(Decision::allowed))
        .containsExactlyElementsOf(
            IntStream.range(0, 150).mapToObj(number -> number < 100).toList());
    assertThat(decisions.stream().limit(100).map(Decision::remaining))
        .containsExactlyElementsOf(
            IntStream.range(0, 100).mapToObj(number -> 99L - number).toList());
    assertThat(coalescer.coalesced()).isPositive();
  }

  @Test
  void doesNotMixLimitsThatChangedMeanwhile() {
    SlidingWindow lower = SlidingWindow.ofSeconds(2, 3_600);
    List<Decision> decisions = together(List.of(WINDOW, WINDOW, WINDOW, lower, lower, WINDOW));
    assertThat(decisions.stream().map(Decision::remaining))
        .containsExactly(99L, 98L, 97L, 0L, 0L, 96L);
  }

  @Test
  void tellsEachOfThemWhenRedisFails() {
    limiter.close();
    List<CompletableFuture<Decision>> answers = ask(List.of(WINDOW, WINDOW, WINDOW));
    assertThat(answers).allMatch(answer -> RedisFault.of(failure(answer)) == RedisFault.CONNECTION);
  }

  @Test
  void keepsKeysApart() {
    TokenBucket bucket = TestAddresses.SLOW_BUCKET;
    StorageKey other = StorageKey.of("test:", "joined", UUID.randomUUID().toString());
    CompletableFuture<Decision> one =
        coalescer.check(limiter, key, bucket, 1).toCompletableFuture();
    CompletableFuture<Decision> two =
        coalescer.check(limiter, other, bucket, 1).toCompletableFuture();
    assertThat(one.join().remaining()).isEqualTo(two.join().remaining());
    assertThat(coalescer.coalesced()).isZero();
  }

  private List<Decision> together(List<? extends Limit> limits) {
    return ask(limits).stream().map(CompletableFuture::join).toList();
  }

  private List<CompletableFuture<Decision>> ask(List<? extends Limit> limits) {
    List<CompletableFuture<Decision>> answers = new ArrayList<>();
    for (Limit limit : limits) {
      answers.add(coalescer.check(limiter, key, limit, 1).toCompletableFuture());
    }
    return answers;
  }

  private static Throwable failure(CompletableFuture<Decision> answer) {
    return answer.handle((decision, failure) -> failure).join();
  }
}
