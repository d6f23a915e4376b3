package com.moalog.ratelimiter.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every limiter must answer, wherever it counts. Times are in microseconds. */
public abstract class LimitContract {

  private static final int STEPS = Integer.getInteger("limiter.model.steps", 100_000);
  private static final int STEPS_PER_KEY = 400;
  private static final long START = 1_700_000_000_000_000L;
  private static final long SECOND = 1_000_000;
  private static final TokenBucket BUCKET = new TokenBucket(100, new Rate(10, 1));
  private static final SlidingWindow WINDOW = SlidingWindow.ofSeconds(3, 10);

  private String name = "";

  /** The limiter under test. */
  protected abstract ClockedLimiter limiter();

  @BeforeEach
  void useAFreshKey() {
    name = UUID.randomUUID().toString();
  }

  @Test
  void bucketAllowsExactlyItsCapacityAtOnce() {
    assertThat(check(0, BUCKET, 1)).isEqualTo(Decision.allow(99, SECOND / 10));
    for (int i = 0; i < 98; i++) {
      check(0, BUCKET, 1);
    }
    assertThat(check(0, BUCKET, 1)).isEqualTo(Decision.allow(0, 10 * SECOND));
    assertThat(check(0, BUCKET, 1)).isEqualTo(Decision.deny(10 * SECOND, SECOND / 10));
  }

  @Test
  void bucketGrantsATokenInTheVeryMicrosecondItIsFull() {
    check(0, BUCKET, 100);
    assertThat(check(99_999, BUCKET, 1).allowed()).isFalse();
    assertThat(check(100_000, BUCKET, 1)).isEqualTo(Decision.allow(0, 10 * SECOND));
  }

  @Test
  void bucketTreatsAClockThatRunsBackwardsAsStandingStill() {
    check(10 * SECOND, BUCKET, 60);
    assertThat(check(5 * SECOND, BUCKET, 40)).isEqualTo(Decision.allow(0, 10 * SECOND));
    assertThat(check(10 * SECOND, BUCKET, 1).allowed()).isFalse();
  }

  @Test
  void bucketIsFullAgainAfterALongRest() {
    check(0, BUCKET, 100);
    assertThat(check(11 * SECOND, BUCKET, 1)).isEqualTo(Decision.allow(99, SECOND / 10));
  }

  @Test
  void bucketOfTheLargestSizeIsExact() {
    TokenBucket largest = new TokenBucket(9_000_000_000L, new Rate(1, 1));
    assertThat(check(0, largest, 1)).isEqualTo(Decision.allow(8_999_999_999L, SECOND));
    assertThat(check(1, largest, 8_999_999_999L))
        .isEqualTo(Decision.allow(0, 9_000_000_000L * SECOND - 1));
    assertThat(check(2, largest, 9_000_000_000L).retryMicros())
        .isEqualTo(9_000_000_000L * SECOND - 2);
  }

  @Test
  void windowAnswersTheVectorsOfTheContract() {
    assertThat(check(0, WINDOW, 1)).isEqualTo(Decision.allow(2, 10 * SECOND));
    assertThat(check(SECOND, WINDOW, 1)).isEqualTo(Decision.allow(1, 9 * SECOND));
    assertThat(check(2 * SECOND, WINDOW, 1)).isEqualTo(Decision.allow(0, 8 * SECOND));
    assertThat(check(3 * SECOND, WINDOW, 1)).isEqualTo(Decision.deny(7 * SECOND, 7 * SECOND));
    assertThat(check(3 * SECOND, WINDOW, 2)).isEqualTo(Decision.deny(8 * SECOND, 8 * SECOND));
    assertThat(check(9_999_000, WINDOW, 1).retryAfterSeconds()).isEqualTo(1);
    assertThat(check(10 * SECOND, WINDOW, 1)).isEqualTo(Decision.allow(0, SECOND));
  }

  @Test
  void windowCountsEveryRequestOfOneMoment() {
    SlidingWindow hundred = SlidingWindow.ofSeconds(100, 60);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      decisions.add(check(0, hundred, 1));
    }
    assertThat(decisions).filteredOn(Decision::allowed).hasSize(100);
  }

  @Test
  void windowTreatsAClockThatRunsBackwardsAsStandingStill() {
    check(10 * SECOND, WINDOW, 3);
    assertThat(check(5 * SECOND, WINDOW, 1)).isEqualTo(Decision.deny(10 * SECOND, 10 * SECOND));
    assertThat(check(20 * SECOND - 1, WINDOW, 1).allowed()).isFalse();
    assertThat(check(20 * SECOND, WINDOW, 1).allowed()).isTrue();
  }

  @Test
  void remainingTakesNothing() {
    check(0, BUCKET, 30);
    assertThat(remaining(0, BUCKET)).isEqualTo(70);
    assertThat(remaining(0, BUCKET)).isEqualTo(70);
    assertThat(remaining(SECOND, BUCKET)).isEqualTo(80);
  }

  @Test
  void anUntouchedKeyHasEverythingLeft() {
    assertThat(remaining(0, BUCKET)).isEqualTo(100);
    assertThat(remaining(0, WINDOW)).isEqualTo(3);
  }

  @Test
  void bucketEqualsTheExactModelOverRandomSteps() {
    equalsModel(
        11,
        (random, size) -> {
          Rate rate = new Rate(1 + 6 * random.nextLong(50), 6);
          return new TokenBucket(size, rate);
        });
  }

  @Test
  void windowEqualsTheExactModelOverRandomSteps() {
    equalsModel(13, (random, size) -> new SlidingWindow(size, 1_000L + random.nextInt(2_000_000)));
  }

  /** Keys of their own, since a state lives no longer in real time than its limit says. */
  private void equalsModel(long seed, BiFunction<Random, Long, Limit> limits) {
    for (int first = 0; first < STEPS; first += STEPS_PER_KEY) {
      Random random = new Random(seed * 1_000_003 + first);
      stepsOfOneKey(random, limits.apply(random, size(random)));
    }
  }

  private void stepsOfOneKey(Random random, Limit original) {
    StorageKey own = StorageKey.of("test:", "model", UUID.randomUUID().toString());
    ExactModel model = new ExactModel();
    Limit limit = original;
    long now = START;
    List<Decision> expected = new ArrayList<>();
    List<CompletableFuture<Decision>> actual = new ArrayList<>();
    for (int step = 0; step < STEPS_PER_KEY; step++) {
      now += pause(random, limit);
      limit = canChange(original) && random.nextInt(20) == 0 ? changed(original, random) : limit;
      long permits = random.nextLong(1, Math.min(3, limit.permits()) + 1);
      expected.add(model.check(now, limit, permits));
      actual.add(limiter().check(now, own, limit, permits).toCompletableFuture());
    }
    assertThat(actual.stream().map(CompletableFuture::join).toList()).isEqualTo(expected);
    assertThat(limiter().remaining(now, own, limit).toCompletableFuture().join())
        .isEqualTo(model.remaining(now, limit));
  }

  /** Whether the limiter lets a key's limit change under way. */
  protected boolean canChange(Limit limit) {
    return true;
  }

  private static Limit changed(Limit original, Random random) {
    return switch (original) {
      case TokenBucket bucket -> new TokenBucket(size(random), bucket.rate());
      case SlidingWindow window -> new SlidingWindow(size(random), window.windowMicros());
    };
  }

  private static long size(Random random) {
    return random.nextBoolean() ? random.nextLong(1, 6) : random.nextLong(1, 101);
  }

  /** Mostly a fraction of what one permit takes, now and then none, a long one, or backwards. */
  private static long pause(Random random, Limit limit) {
    long each = Math.max(2, limit.windowSeconds() * SECOND / limit.permits());
    return switch (random.nextInt(12)) {
      case 0 -> 0;
      case 1 -> -random.nextLong(3 * each);
      case 2 -> random.nextLong(each * limit.permits() + 1);
      default -> random.nextLong(each);
    };
  }

  /** Checks the test's own key, so many microseconds after its start. */
  protected final Decision check(long micros, Limit limit, long permits) {
    return limiter().check(START + micros, key(limit), limit, permits).toCompletableFuture().join();
  }

  private long remaining(long micros, Limit limit) {
    return limiter().remaining(START + micros, key(limit), limit).toCompletableFuture().join();
  }

  private StorageKey key(Limit limit) {
    return StorageKey.of("test:", limit.sizeName().toLowerCase(Locale.ROOT), name);
  }
}
