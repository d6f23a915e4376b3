package com.moalog.fluxpay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.fluxpay.model.Waiting;
import com.moalog.fluxpay.refund.Rounds.Progress;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static final Progress OVER = new Progress.Over();

  private final Deque<Progress> coming = new ArrayDeque<>();
  private Duration perRound = Duration.ofMillis(1);
  private long now;

  private boolean play(List<Progress> results) {
    coming.addAll(results);
    Waiting waiting =
        new Waiting() {
          @Override
          public void pause(Duration time) {
            now += time.toNanos();
          }

          @Override
          public long nanoTime() {
            return now;
          }
        };
    return new Rounds(waiting)
        .play(() -> {
          now += perRound.toNanos();
          return coming.removeFirst();
        });
  }

  private static Progress overtaken(int balance) {
    return new Progress.Overtaken(BigDecimal.valueOf(balance));
  }

  private static List<Progress> falling(int rounds) {
    return IntStream.range(0, rounds).mapToObj(round -> overtaken(1_000 - round)).toList();
  }

  @Test
  void oneIsEnoughAsARule() {
    assertThat(play(List.of(OVER))).isTrue();
  }

  @Test
  void whatIsOpenIsLeftToTheTask() {
    assertThat(play(List.of(new Progress.Open(), OVER))).isFalse();
    assertThat(coming).hasSize(1);
  }

  @Test
  void readsTheBalanceAgainWhileItFalls() {
    List<Progress> results = new ArrayList<>(falling(Rounds.MOST - 1));
    results.add(OVER);
    assertThat(play(results)).isTrue();
  }

  @Test
  void givesUpAfterTheLastRound() {
    assertThat(play(falling(Rounds.MOST + 1))).isFalse();
    assertThat(coming).hasSize(1);
  }

  @Test
  void doesNotRepeatABalanceThatIsRefused() {
    assertThat(play(Collections.nCopies(3, overtaken(900)))).isFalse();
    assertThat(coming).hasSize(1);
  }

  @Test
  void beginsNoRoundWhenTheTimeIsOver() {
    perRound = Rounds.LIMIT;
    assertThat(play(falling(2))).isFalse();
    assertThat(coming).hasSize(1);
  }
}
