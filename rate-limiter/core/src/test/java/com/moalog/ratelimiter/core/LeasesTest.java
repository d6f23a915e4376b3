package com.moalog.ratelimiter.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.lease.Leases;
import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.core.model.FixedWindow;
import com.moalog.ratelimiter.core.model.LeakyBucket;
import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.SlidingCounter;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases keep their promise whatever the network and the instances do. */
class LeasesTest {

  private static final int SCHEDULES = Integer.getInteger("limiter.lease.schedules", 60);
  private static final long SECOND = 1_000_000;

  @Test
  void refusesAnInstanceWhoseNameCannotBeWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Leases("a:b", 1, () -> 0, (after, task) -> {}));
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void noWindowExceedsItsLimitByMoreThanThePrintedBound(Algorithm algorithm) {
    for (int seed = 0; seed < SCHEDULES; seed++) {
      Random random = new Random(31L * algorithm.name().hashCode() + seed);
      Limit limit = limit(algorithm, random);
      long most = random.nextLong(1, Math.max(2, limit.permits() / 3));
      LeaseWorld world = new LeaseWorld(random, limit, most, random.nextInt(3) * 20);
      // A clock that jumps moves the windows of the clock, and nothing else.
      boolean jumps = !(limit instanceof FixedWindow || limit instanceof SlidingCounter);
      scatter(world, random, jumps);
      String where = "seed %d, %s, at most %d unspent".formatted(seed, limit, most);
      assertThat(world.answered()).as(where).isEqualTo(world.asked());
      assertThat(world.mostHeld()).as(where).isLessThanOrEqualTo(most);
      assertThat(world.mostUnspent()).as(where).isLessThanOrEqualTo(most);
      assertThat(excess(world)).as(where).isLessThanOrEqualTo(most);
      assertThat(allAllowed(world.used(), limitPlus(limit, most))).as(where).isTrue();
    }
  }

  @Test
  void aBusyKeyAsksTheDeskSeldomAndLosesHardlyAnything() {
    TokenBucket limit = new TokenBucket(1_000, new Rate(1_000, 1));
    LeaseWorld world = new LeaseWorld(new Random(1), limit, 100, 0);
    List<Leases> two = List.of(world.join(), world.join());
    for (int i = 0; i < 40_000; i++) {
      Leases instance = two.get(i % 2);
      world.later(250L * i, () -> world.ask(instance, 1));
    }
    world.runUntil(10 * SECOND);
    long used = world.used().stream().mapToLong(LeaseWorld.Event::permits).sum();
    assertThat(used).isBetween(10_500L, 11_100L);
    assertThat(world.deskCalls()).as("desk calls").isLessThan(world.asked() / 2);
  }

  @Test
  void aQuietKeyIsDecidedByTheDeskAlone() {
    LeaseWorld world = new LeaseWorld(new Random(1), FixedWindow.ofSeconds(100, 1), 50, 0);
    Leases only = world.join();
    for (int i = 0; i < 20; i++) {
      world.later(300_000L * i, () -> world.ask(only, 1));
    }
    world.runUntil(10 * SECOND);
    assertThat(world.deskCalls()).isEqualTo(20);
    assertThat(world.mostHeld()).isZero();
  }

  @Test
  void whatIsNotSpentIsGivenBackWhenTheLeaseEnds() {
    SlidingWindow limit = SlidingWindow.ofSeconds(100, 60);
    LeaseWorld world = new LeaseWorld(new Random(1), limit, 50, 0);
    Leases busy = world.join();
    for (int i = 0; i < 30; i++) {
      world.later(2_000L * i, () -> world.ask(busy, 1));
    }
    world.runUntil(SECOND);
    assertThat(world.mostHeld()).isPositive();
    Leases other = world.join();
    for (int i = 0; i < 71; i++) {
      world.later(0, () -> world.ask(other, 1));
    }
    world.runUntil(2 * SECOND);
    assertThat(world.used().stream().mapToLong(LeaseWorld.Event::permits).sum()).isEqualTo(100);
  }

  @Test
  void whoLeavesGivesEverythingBackAtOnce() {
    LeaseWorld world = new LeaseWorld(new Random(1), SlidingWindow.ofSeconds(100, 60), 50, 0);
    Leases leaving = world.join();
    for (int i = 0; i < 30; i++) {
      world.later(2_000L * i, () -> world.ask(leaving, 1));
    }
    world.runUntil(60_000);
    assertThat(leaving.unspent()).isPositive();
    CompletableFuture<Boolean> known = world.giveBack(leaving);
    assertThat(leaving.unspent()).isZero();
    world.runUntil(60_000 + LeaseCall.LIFE_MICROS / 10);
    assertThat(known).isCompletedWithValue(true);
    assertThat(world.held()).isZero();
  }

  @Test
  void whoHoldsNothingHasNothingToGiveBack() {
    LeaseWorld world = new LeaseWorld(new Random(1), SlidingWindow.ofSeconds(100, 60), 50, 0);
    assertThat(world.giveBack(world.join())).isCompletedWithValue(true);
    assertThat(world.deskCalls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void instancesShareWhatMayBeHeld(int instances) {
    TokenBucket limit = new TokenBucket(10_000, new Rate(10_000, 1));
    LeaseWorld world = new LeaseWorld(new Random(1), limit, 1_000, 0);
    for (int i = 0; i < instances; i++) {
      world.join();
    }
    for (int i = 0; i < 8_000; i++) {
      Leases instance = world.instances().get(i % instances);
      world.later(50L * i, () -> world.ask(instance, 1));
    }
    world.runUntil(390_000);
    for (Leases instance : world.instances()) {
      assertThat(instance.unspent()).isLessThanOrEqualTo(1_000 / instances);
    }
    assertThat(world.deskCalls()).isLessThan(1_000);
    world.runUntil(SECOND);
    assertThat(world.instances()).allMatch(instance -> instance.unspent() == 0);
  }

  @Test
  void forgetsKeysThatNobodyAsksFor() {
    LeaseWorld world = new LeaseWorld(new Random(1), FixedWindow.ofSeconds(100, 1), 10, 0);
    Leases only = world.join();
    world.ask(only, 1);
    assertThat(only.size()).isEqualTo(1);
    world.runUntil(5 * SECOND);
    assertThat(only.size()).isZero();
  }

  /** Bursts and pauses, instances that come and go, a desk whose clock jumps back. */
  private static void scatter(LeaseWorld world, Random random, boolean jumps) {
    long length = 2 * SECOND;
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      world.join();
    }
    long time = 0;
    while (time < length) {
      long gap = 1L << random.nextInt(3, 15);
      int requests = random.nextInt(1, 60);
      for (int i = 0; i < requests && time < length; i++) {
        time += random.nextLong(gap + 1);
        int instance = random.nextInt(world.instances().size());
        long permits = random.nextInt(10) == 0 ? 2 : 1;
        world.later(time, () -> world.ask(world.instances().get(instance), permits));
      }
      if (random.nextInt(8) == 0) {
        int instance = random.nextInt(world.instances().size());
        world.later(time, () -> world.crash(world.instances().get(instance)));
      }
      if (jumps && random.nextInt(16) == 0) {
        world.later(time, () -> world.deskClockJumpsBack(random.nextLong(200_000)));
      }
    }
    world.runUntil(length + SECOND);
  }

  /** By how much the permits used in any interval exceed those taken in it. */
  private static long excess(LeaseWorld world) {
    TreeMap<Long, Long> balance = new TreeMap<>();
    world.used().forEach(use -> balance.merge(use.micros(), use.permits(), Long::sum));
    world.taken().forEach(take -> balance.merge(take.micros(), -take.permits(), Long::sum));
    long sum = 0;
    long lowest = 0;
    long worst = 0;
    for (long change : balance.values()) {
      sum += change;
      lowest = Math.min(lowest, sum);
      worst = Math.max(worst, sum - lowest);
    }
    return worst;
  }

  private static boolean allAllowed(List<LeaseWorld.Event> events, Limit limit) {
    ExactModel model = ExactModel.of(limit);
    return events.stream()
        .sorted((a, b) -> Long.compare(a.micros(), b.micros()))
        .allMatch(event -> model.check(event.micros(), limit, event.permits()).allowed());
  }

  private static Limit limit(Algorithm algorithm, Random random) {
    long size = random.nextLong(3, 200);
    Rate rate = new Rate(1 + random.nextLong(2 * size), 1);
    long millis = random.nextLong(50, 1_500);
    return switch (algorithm) {
      case TOKEN_BUCKET -> new TokenBucket(size, rate);
      case LEAKY_BUCKET -> new LeakyBucket(size, rate);
      case SLIDING_WINDOW_LOG -> new SlidingWindow(size, 1_000 * millis);
      case SLIDING_WINDOW_COUNTER -> new SlidingCounter(size, millis);
      case FIXED_WINDOW -> new FixedWindow(size, millis);
    };
  }

  private static Limit limitPlus(Limit limit, long more) {
    return switch (limit) {
      case TokenBucket(long capacity, Rate rate) -> new TokenBucket(capacity + more, rate);
      case LeakyBucket(long capacity, Rate rate) -> new LeakyBucket(capacity + more, rate);
      case SlidingWindow(long most, long micros) -> new SlidingWindow(most + more, micros);
      // An estimate promises nothing about single windows but twice its limit.
      case SlidingCounter(long most, long millis) -> new FixedWindow(2 * most + more, millis);
      case FixedWindow(long most, long millis) -> new FixedWindow(most + more, millis);
    };
  }
}
