package com.moalog.server.room;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.server.http.Refusal;
import com.moalog.server.model.MemberId;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GuessLimitTest {

  private static final MemberId GUESSER = new MemberId(1);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource source = now::get;
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final GuessLimit limit = new GuessLimit(clock);

  @Test
  void refusesTheEleventhGuessUntilTheWindowHasPassed() {
    for (int guess = 0; guess < GuessLimit.GUESSES; guess++) {
      assertThatCode(() -> limit.check(GUESSER)).doesNotThrowAnyException();
      limit.countWrongGuess(GUESSER);
    }
    assertThatThrownBy(() -> limit.check(GUESSER)).isInstanceOf(Refusal.class);
    now.set(Instant.EPOCH.plus(GuessLimit.WINDOW).minusMillis(1));
    assertThatThrownBy(() -> limit.check(GUESSER)).isInstanceOf(Refusal.class);
    now.set(Instant.EPOCH.plus(GuessLimit.WINDOW));
    assertThatCode(() -> limit.check(GUESSER)).doesNotThrowAnyException();
  }

  @Test
  void countsEachMemberAlone() {
    for (int guess = 0; guess < GuessLimit.GUESSES; guess++) {
      limit.countWrongGuess(GUESSER);
    }
    assertThatCode(() -> limit.check(new MemberId(2))).doesNotThrowAnyException();
  }

  @Test
  void beginsANewWindowAfterTheOldOne() {
    for (int guess = 0; guess < GuessLimit.GUESSES; guess++) {
      limit.countWrongGuess(GUESSER);
    }
    now.set(Instant.EPOCH.plus(GuessLimit.WINDOW));
    limit.countWrongGuess(GUESSER);
    assertThatCode(() -> limit.check(GUESSER)).doesNotThrowAnyException();
  }
}
