package com.moalog.ratelimiter.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.ratelimiter.core.ClockedLimiter;
import com.moalog.ratelimiter.core.LimitContract;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Request;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalLimiterTest extends LimitContract implements ClockedLimiter {

  private static final int MAX_KEYS = 1_000;

  private long now;
  private final LocalLimiter whole = new LocalLimiter(1_000, MAX_KEYS, () -> now);

  @Override
  protected ClockedLimiter limiter() {
    return this;
  }

  @Override
  public void flush() {}

  @Override
  public List<Decision> inTurn(List<Step> steps) {
    return steps.stream()
        .map(step -> {
          now = step.nowMicros();
          Request request = step.request();
          return whole.check(request.key(), request.limit(), request.permits());
        })
        .toList();
  }

  @Override
  public CompletionStage<Decision> check(
      long nowMicros, StorageKey key, Limit limit, long permits) {
    now = nowMicros;
    return CompletableFuture.completedStage(whole.check(key, limit, permits));
  }

  @Override
  public CompletionStage<List<Decision>> checkEach(long nowMicros, List<Request> requests) {
    now = nowMicros;
    return CompletableFuture.completedStage(whole.checkEach(requests));
  }

  @Override
  public CompletionStage<List<Decision>> checkAll(long nowMicros, List<Request> requests) {
    now = nowMicros;
    return CompletableFuture.completedStage(whole.checkAll(requests));
  }

  @Override
  public CompletionStage<Long> remaining(long nowMicros, StorageKey key, Limit limit) {
    now = nowMicros;
    return CompletableFuture.completedStage(whole.remaining(key, limit));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_001})
  void refusesAShareOutsideItsRange(int sharePermille) {
    assertThatThrownBy(() -> new LocalLimiter(sharePermille, 1, () -> 0))
        .hasMessageContaining("share");
  }

  @Test
  void grantsItsShareOfTheLimitAndNoMore() {
    LocalLimiter half = new LocalLimiter(500, MAX_KEYS, () -> now);
    TokenBucket bucket = new TokenBucket(100, new Rate(10, 1));
    SlidingWindow window = SlidingWindow.ofSeconds(7, 60);
    assertThat(granted(half, bucket)).isEqualTo(50);
    assertThat(granted(half, window)).isEqualTo(3);
    now += 1_000_000;
    assertThat(granted(half, bucket)).as("half of the refill").isEqualTo(5);
  }

  @Test
  void grantsAtLeastOnePermit() {
    LocalLimiter sliver = new LocalLimiter(1, MAX_KEYS, () -> now);
    assertThat(granted(sliver, new TokenBucket(5, new Rate(1, 1)))).isEqualTo(1);
    assertThat(granted(sliver, SlidingWindow.ofSeconds(5, 1))).isEqualTo(1);
  }

  @Test
  void refusesMorePermitsThanItsShareCanEverHold() {
    LocalLimiter half = new LocalLimiter(500, MAX_KEYS, () -> now);
    TokenBucket bucket = new TokenBucket(100, new Rate(10, 1));
    SlidingWindow window = SlidingWindow.ofSeconds(10, 1);
    assertThat(half.check(key("a"), bucket, 80).allowed()).isFalse();
    assertThat(half.check(key("b"), window, 8).allowed()).isFalse();
    assertThat(half.check(key("b"), window, 8).retryAfterSeconds()).isEqualTo(1);
  }

  @Test
  void forgetsTheKeyAskedForLeastRecentlyWhenThereAreTooMany() {
    SlidingWindow once = SlidingWindow.ofSeconds(1, 60);
    for (int i = 0; i < MAX_KEYS; i++) {
      whole.check(key("k" + i), once, 1);
    }
    whole.check(key("k0"), once, 1);
    whole.check(key("one more"), once, 1);
    assertThat(whole.size()).isEqualTo(MAX_KEYS);
    assertThat(whole.check(key("k0"), once, 1).allowed()).as("used lately").isFalse();
    assertThat(whole.check(key("k1"), once, 1).allowed()).as("forgotten").isTrue();
  }

  @Test
  void aResetKeyIsFresh() {
    SlidingWindow once = SlidingWindow.ofSeconds(1, 60);
    whole.check(key("k"), once, 1);
    whole.reset(key("k"));
    assertThat(whole.check(key("k"), once, 1).allowed()).isTrue();
    whole.clear();
    assertThat(whole.size()).isZero();
  }

  private static long granted(LocalLimiter limiter, Limit limit) {
    long granted = 0;
    while (limiter.check(key(limit.toString()), limit, 1).allowed()) {
      granted++;
    }
    return granted;
  }

  private static StorageKey key(String name) {
    return StorageKey.of("test:", "local", name);
  }
}
