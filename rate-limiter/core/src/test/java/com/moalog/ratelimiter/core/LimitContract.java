package com.moalog.ratelimiter.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.ratelimiter.core.ClockedLimiter.Step;
import com.moalog.ratelimiter.core.model.Algorithm;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
  void counterAnswersTheVectorOfTheContract() {
    SlidingCounter counter = SlidingCounter.ofSeconds(100, 60);
    // The test starts 20 s into a minute.
    long windowStart = 40 * SECOND;
    check(windowStart - 60 * SECOND, counter, 84);
    check(windowStart + SECOND, counter, 10);
    assertThat(check(windowStart + 15 * SECOND, counter, 26).remaining()).isEqualTo(1);
    assertThat(check(windowStart + 15 * SECOND, counter, 1).remaining()).isZero();
    assertThat(check(windowStart + 15 * SECOND, counter, 1))
        .isEqualTo(Decision.deny(103_379_000, 1_000));
  }

  @Test
  void fixedWindowLetsTwiceItsLimitPassAroundABoundary() {
    FixedWindow window = FixedWindow.ofSeconds(5, 10);
    assertThat(check(10 * SECOND - 1, window, 5)).isEqualTo(Decision.allow(0, 1));
    assertThat(check(10 * SECOND - 1, window, 1)).isEqualTo(Decision.deny(1, 1));
    assertThat(check(10 * SECOND, window, 5)).isEqualTo(Decision.allow(0, 10 * SECOND));
    assertThat(check(12 * SECOND, window, 1)).isEqualTo(Decision.deny(8 * SECOND, 8 * SECOND));
  }

  @Test
  void aWindowOfTheClockTreatsAClockThatRunsBackwardsAsStandingAtItsStart() {
    FixedWindow fixed = FixedWindow.ofSeconds(2, 10);
    SlidingCounter counter = SlidingCounter.ofSeconds(2, 10);
    check(15 * SECOND, fixed, 2);
    check(15 * SECOND, counter, 2);
    assertThat(check(SECOND, fixed, 1)).isEqualTo(Decision.deny(10 * SECOND, 10 * SECOND));
    assertThat(check(SECOND, counter, 1).retryMicros()).isEqualTo(10 * SECOND + 1_000);
  }

  @Test
  void aLeakyBucketOfOneSpacesRequestsEvenly() {
    LeakyBucket one = new LeakyBucket(1, new Rate(4, 1));
    assertThat(check(0, one, 1)).isEqualTo(Decision.allow(0, SECOND / 4));
    assertThat(check(249_999, one, 1)).isEqualTo(Decision.deny(1, 1));
    assertThat(check(250_000, one, 1)).isEqualTo(Decision.allow(0, SECOND / 4));
  }

  @Test
  void aLeakyBucketDecidesAsATokenBucketOfTheSameSizeAndRate() {
    Random random = new Random(5);
    RandomLimits limits = new RandomLimits(random);
    long now = 0;
    for (int step = 0; step < 500; step++) {
      now += limits.pauseMicros(BUCKET);
      long permits = random.nextLong(1, 40);
      assertThat(check(now, new LeakyBucket(100, new Rate(10, 1)), permits))
          .isEqualTo(check(now, BUCKET, permits));
    }
  }

  @Test
  void aChangedPeriodDoesNotMisreadWhatWasTaken() {
    check(0, new TokenBucket(100, new Rate(7, 60)), 70);
    assertThat(remaining(0, new TokenBucket(100, new Rate(7, 3_600)))).isEqualTo(30);
    check(0, new LeakyBucket(100, new Rate(7, 60)), 70);
    assertThat(remaining(0, new LeakyBucket(80, new Rate(7, 3_600)))).isEqualTo(10);
    check(0, FixedWindow.ofSeconds(100, 60), 70);
    assertThat(remaining(0, FixedWindow.ofSeconds(100, 3_600))).isEqualTo(30);
    check(0, SlidingCounter.ofSeconds(100, 60), 70);
    assertThat(remaining(0, SlidingCounter.ofSeconds(100, 3_600))).isEqualTo(30);
    check(0, SlidingWindow.ofSeconds(100, 60), 70);
    assertThat(remaining(0, SlidingWindow.ofSeconds(100, 3_600))).isEqualTo(30);
  }

  @Test
  void aBatchOfIndependentRequestsTakesWhatItCan() {
    List<Decision> decisions = each(0, WINDOW, BUCKET, WINDOW, WINDOW, WINDOW, BUCKET);
    assertThat(decisions.stream().map(Decision::allowed))
        .containsExactly(true, true, true, true, false, true);
    assertThat(decisions.stream().map(Decision::remaining))
        .containsExactly(2L, 99L, 1L, 0L, 0L, 98L);
  }

  @Test
  void aBatchOfAllOrNothingTakesNothingWhenOneIsRefused() {
    List<Decision> refused = all(0, WINDOW, BUCKET, WINDOW, WINDOW, WINDOW);
    assertThat(refused.stream().map(Decision::allowed))
        .containsExactly(true, true, true, true, false);
    assertThat(remaining(0, WINDOW)).isEqualTo(3);
    assertThat(remaining(0, BUCKET)).isEqualTo(100);
    assertThat(all(0, WINDOW, BUCKET, WINDOW, WINDOW)).allMatch(Decision::allowed);
    assertThat(remaining(0, WINDOW)).isZero();
    assertThat(remaining(0, BUCKET)).isEqualTo(99);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void equalsTheExactModelOverRandomSteps(Algorithm algorithm) {
    for (int first = 0; first < STEPS; first += STEPS_PER_KEY) {
      // Keys of their own, since a state lives no longer in real time than its limit says.
      stepsOfOneKey(new Random(31L * algorithm.name().hashCode() + first), algorithm);
    }
  }

  private void stepsOfOneKey(Random random, Algorithm algorithm) {
    RandomLimits limits = new RandomLimits(random);
    StorageKey own = StorageKey.of("test:", "model", UUID.randomUUID().toString());
    Limit limit = limits.next(algorithm);
    ExactModel model = ExactModel.of(limit);
    long now = START;
    List<Step> steps = new ArrayList<>();
    List<Decision> expected = new ArrayList<>();
    for (int step = 0; step < STEPS_PER_KEY; step++) {
      now += limits.pauseMicros(limit);
      limit = random.nextInt(20) == 0 ? limits.changed(limit) : limit;
      long permits = limits.permits(limit);
      steps.add(new Step(now, new Request(own, limit, permits)));
      expected.add(model.check(now, limit, permits));
    }
    assertThat(limiter().inTurn(steps)).isEqualTo(expected);
    assertThat(join(limiter().remaining(now, own, limit))).isEqualTo(model.remaining(now, limit));
  }

  @Test
  void batchesEqualTheExactModelsOverRandomSteps() {
    for (int first = 0; first < STEPS / 4; first += STEPS_PER_KEY) {
      batchesOfSomeKeys(new Random(77_003L + first), STEPS_PER_KEY / 10);
    }
  }

  /** Each batch asks several times of four keys, of whatever algorithms. */
  private void batchesOfSomeKeys(Random random, int batches) {
    RandomLimits limits = new RandomLimits(random);
    List<ExactModel> models = new ArrayList<>();
    List<Request> pool = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Limit limit = limits.next(limits.algorithm());
      models.add(ExactModel.of(limit));
      pool.add(new Request(StorageKey.of("test:", "b", UUID.randomUUID().toString()), limit, 1));
    }
    long now = START;
    for (int batch = 0; batch < batches; batch++) {
      now += limits.pauseMicros(pool.getFirst().limit());
      List<Integer> picks = random.ints(10, 0, 4).boxed().toList();
      boolean all = random.nextBoolean();
      List<ExactModel> attempt = models.stream().map(ExactModel::copy).toList();
      List<Request> requests = new ArrayList<>();
      List<Decision> expected = new ArrayList<>();
      for (int pick : picks) {
        Limit limit = pool.get(pick).limit();
        requests.add(new Request(pool.get(pick).key(), limit, limits.permits(limit)));
        expected.add(attempt.get(pick).check(now, limit, requests.getLast().permits()));
      }
      if (!all || expected.stream().allMatch(Decision::allowed)) {
        models = attempt;
      }
      assertThat(join(all ? limiter().checkAll(now, requests) : limiter().checkEach(now, requests)))
          .isEqualTo(expected);
    }
  }

  private List<Decision> each(long micros, Limit... limits) {
    return join(limiter().checkEach(START + micros, requests(limits)));
  }

  private List<Decision> all(long micros, Limit... limits) {
    return join(limiter().checkAll(START + micros, requests(limits)));
  }

  private List<Request> requests(Limit... limits) {
    return Arrays.stream(limits).map(limit -> new Request(key(limit), limit, 1)).toList();
  }

  /** Checks the test's own key, so many microseconds after its start. */
  protected final Decision check(long micros, Limit limit, long permits) {
    return join(limiter().check(START + micros, key(limit), limit, permits));
  }

  private long remaining(long micros, Limit limit) {
    return join(limiter().remaining(START + micros, key(limit), limit));
  }

  private <T> T join(CompletionStage<T> stage) {
    limiter().flush();
    return stage.toCompletableFuture().join();
  }

  private StorageKey key(Limit limit) {
    return StorageKey.of("test:", limit.algorithm().name().toLowerCase(Locale.ROOT), name);
  }
}
