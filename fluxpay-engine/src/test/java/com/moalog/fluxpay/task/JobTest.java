package com.moalog.fluxpay.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.support.CronExpression;

class JobTest {

  private final AtomicBoolean broken = new AtomicBoolean(true);

  private void work() {
    if (broken.get()) {
      throw new IllegalStateException("broken");
    }
  }

  private Job at(Instant now) {
    Timetable nightly = new Timetable(CronExpression.parse("0 0 2 * * *"), ZoneOffset.UTC);
    return Job.planned("nightly", nightly, () -> now, this::work);
  }

  @Test
  void aPlannedRunThatFailedIsTriedAgainSoon() {
    Job job = at(Instant.parse("2026-03-01T02:00:00Z"));

    assertThatThrownBy(() -> job.work().run()).hasMessage("broken");
    assertThat(job.pause().get()).isEqualTo(Job.AFTER_FAILURE);
    broken.set(false);
    job.work().run();
    assertThat(job.pause().get()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void thePlannedMomentComesFirstWhenItIsNear() {
    Job job = at(Instant.parse("2026-03-01T01:59:00Z"));

    assertThatThrownBy(() -> job.work().run()).hasMessage("broken");
    assertThat(job.pause().get()).isEqualTo(Duration.ofMinutes(1));
  }
}
