package com.moalog.ratelimiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private static final Question KEY = new Question("key", null);

  private long now;
  private final Leases leases = new Leases(20, () -> now);

  @Test
  void asksEachTimeWhileItDoesNotKnowHowMuchIsAsked() {
    for (int i = 0; i < 50; i++) {
      assertThat(leases.spendOrWant(KEY)).isEqualTo(1);
      leases.granted(KEY, 1, now);
    }
  }

  @Test
  void wantsAsMuchAsWasAskedInTheTenthBeforeAndNoMoreThanItMay() {
    ask(7);
    after(100);
    assertThat(leases.spendOrWant(KEY)).isEqualTo(7);
    leases.granted(KEY, 7, now);
    for (int i = 0; i < 6; i++) {
      assertThat(leases.spendOrWant(KEY)).isZero();
    }
    assertThat(leases.spendOrWant(KEY)).isEqualTo(7);
    ask(93);
    after(100);
    assertThat(leases.spendOrWant(KEY)).isEqualTo(20);
  }

  @Test
  void whatIsNotSpentInATenthIsLost() {
    ask(5);
    after(100);
    long asked = now;
    assertThat(leases.spendOrWant(KEY)).isEqualTo(5);
    after(90);
    leases.granted(KEY, 5, asked);
    assertThat(leases.spendOrWant(KEY)).isZero();
    after(10);
    assertThat(leases.spendOrWant(KEY)).isPositive();
  }

  @Test
  void asksForOneAtATimeForASecondAfterItAskedForTooMuch() {
    ask(5);
    after(100);
    assertThat(leases.spendOrWant(KEY)).isEqualTo(5);
    leases.refused(KEY);
    for (int tenth = 0; tenth < 9; tenth++) {
      after(100);
      assertThat(leases.spendOrWant(KEY)).isEqualTo(1);
      ask(5);
    }
    after(100);
    assertThat(leases.spendOrWant(KEY)).isGreaterThan(1);
  }

  @Test
  void neverHoldsMoreThanItMay() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      long wanted = leases.spendOrWant(KEY);
      assertThat(wanted).isBetween(0L, 20L);
      // Several threads may ask at once, and get it all at once.
      leases.granted(KEY, 20, now - TimeUnit.MILLISECONDS.toNanos(random.nextInt(50)));
      int held = 0;
      while (leases.spendOrWant(KEY) == 0) {
        held++;
      }
      assertThat(held).isLessThanOrEqualTo(20);
      after(random.nextInt(30));
    }
  }

  @Test
  void remembersABoundedNumberOfKeys() {
    for (int i = 0; i <= Leases.MAX_KEYS; i++) {
      assertThat(leases.spendOrWant(new Question("k" + i, null))).isEqualTo(1);
    }
    assertThat(leases.size()).isEqualTo(Leases.MAX_KEYS);
    after(500);
    leases.spendOrWant(KEY);
    assertThat(leases.size()).isEqualTo(1);
  }

  @Test
  void takesNothingInAdvanceUnlessToldTo() {
    Leases none = new Leases(0, () -> now);
    for (int i = 0; i < 50; i++) {
      assertThat(none.spendOrWant(KEY)).isEqualTo(1);
    }
    assertThat(none.size()).isZero();
    ClientSettings settings = ClientSettings.of(URI.create("http://limiter"));
    assertThat(settings.mostLeased()).isZero();
    assertThat(settings.withLeases(7).mostLeased()).isEqualTo(7);
    assertThatThrownBy(() -> settings.withLeases(-1)).hasMessageContaining("mostLeased");
    assertThatThrownBy(() -> settings.withLeases(ClientSettings.MAX_LEASED + 1))
        .hasMessageContaining("mostLeased");
  }

  private void ask(int times) {
    for (int i = 0; i < times; i++) {
      leases.spendOrWant(KEY);
    }
  }

  private void after(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
