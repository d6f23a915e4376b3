package com.moalog.ratelimiter.core.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private static final long PATIENCE_SECONDS = 60;

  private final Deadlines deadlines = new Deadlines(Duration.ofMillis(20));

  @AfterEach
  void close() {
    deadlines.close();
  }

  @Test
  void failsWhatIsNotAnsweredButNotBeforeItsTime() {
    long began = System.nanoTime();
    assertFailsLate(deadlines.bound(new CompletableFuture<String>()));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(19));
  }

  @Test
  void leavesAnAnswerAsItIs() {
    CompletableFuture<String> early = deadlines.bound(CompletableFuture.completedFuture("early"));
    CompletableFuture<String> soon = deadlines.bound(new CompletableFuture<>());
    // The machine may stand still between the two.
    for (int turn = 0; !soon.complete("soon") && turn < 5; turn++) {
      soon = deadlines.bound(new CompletableFuture<>());
    }
    assertFailsLate(deadlines.bound(new CompletableFuture<String>()));
    assertThat(early).isCompletedWithValue("early");
    assertThat(soon).isCompletedWithValue("soon");
  }

  @Test
  void failsEachOfManyWhoeverBeganThem() throws InterruptedException {
    Queue<CompletableFuture<String>> calls = new ConcurrentLinkedQueue<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      callers.add(
          Thread.startVirtualThread(() -> calls.add(deadlines.bound(new CompletableFuture<>()))));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(calls).hasSize(1_000).allSatisfy(DeadlinesTest::assertFailsLate);
  }

  @Test
  void wakesUpAgainAfterARest() {
    for (int i = 0; i < 20; i++) {
      assertFailsLate(deadlines.bound(new CompletableFuture<String>()));
    }
  }

  private static void assertFailsLate(CompletableFuture<String> call) {
    assertThatThrownBy(() -> call.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TimeoutException.class);
  }
}
