package com.moalog.fluxpay.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.fluxpay.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WindowsTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T00:00:58Z"));
  private final Windows windows = new Windows(now::get);
  private final Windows.Key key = new Windows.Key(TenantId.DEFAULT, "u", Budget.PAYMENTS);

  @Test
  void countsUntilTheMinuteIsOver() {
    assertThat(windows.count(key)).isEqualTo(new Windows.Standing(1, Duration.ofSeconds(2)));
    assertThat(windows.count(key).used()).isEqualTo(2);
    now.set(Instant.parse("2026-03-01T00:01:00Z"));

    assertThat(windows.count(key)).isEqualTo(new Windows.Standing(1, Duration.ofSeconds(60)));
  }

  @Test
  void countsTheUsersBeyondTheMostTogether() {
    for (int i = 0; i < Windows.USERS_MOST; i++) {
      windows.count(new Windows.Key(TenantId.DEFAULT, "user-" + i, Budget.PAYMENTS));
    }

    assertThat(windows.count(key).used()).isEqualTo(1);
    assertThat(windows.count(key).used()).isEqualTo(2);
    assertThat(windows.count(new Windows.Key(TenantId.DEFAULT, "v", Budget.PAYMENTS)).used())
        .isEqualTo(3);
    TenantId other = new TenantId("other");
    assertThat(windows.count(new Windows.Key(other, "u", Budget.PAYMENTS)).used()).isEqualTo(1);
    assertThat(windows.count(new Windows.Key(other, "v", Budget.PAYMENTS)).used())
        .as("users of another tenant stay apart")
        .isEqualTo(1);
  }

  @Test
  void countsWhoComesLateWithTheOthersOfTheCurrentMinute() {
    now.set(Instant.parse("2026-03-01T00:01:00Z"));
    windows.count(key);
    now.set(Instant.parse("2026-03-01T00:00:58Z"));

    assertThat(windows.count(key)).isEqualTo(new Windows.Standing(2, Duration.ofSeconds(62)));
    now.set(Instant.parse("2026-03-01T00:01:01Z"));
    assertThat(windows.count(key).used()).isEqualTo(3);
  }

  @Test
  void countsAnewWhenAClockThatWasAheadIsPutRight() {
    now.set(Instant.parse("2026-03-01T01:00:00Z"));
    windows.count(key);
    now.set(Instant.parse("2026-03-01T00:01:00Z"));

    assertThat(windows.count(key)).isEqualTo(new Windows.Standing(1, Duration.ofSeconds(60)));
  }
}
