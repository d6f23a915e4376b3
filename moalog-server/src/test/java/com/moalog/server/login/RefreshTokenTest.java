package com.moalog.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.server.login.model.RefreshToken;
import com.moalog.server.login.model.RefreshToken.Verdict;
import com.moalog.server.model.MemberId;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {

  private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 23, 0, 0);

  @Test
  void isGoodUntilItsTimeIsOver() {
    RefreshToken token = token(null, null);
    assertThat(token.verdict(NOW)).isEqualTo(Verdict.GOOD);
    assertThat(token.verdict(token.expiresAt().minusSeconds(1))).isEqualTo(Verdict.GOOD);
    assertThat(token.verdict(token.expiresAt())).isEqualTo(Verdict.EXPIRED);
  }

  @Test
  void worksForTenSecondsAfterItsRotation() {
    RefreshToken token = token(NOW, null);
    assertThat(token.verdict(NOW.plusSeconds(10))).isEqualTo(Verdict.GOOD);
    assertThat(token.verdict(NOW.plusSeconds(11))).isEqualTo(Verdict.STOLEN);
  }

  @Test
  void staysLoggedOutWhateverElseHolds() {
    assertThat(token(NOW, NOW).verdict(NOW)).isEqualTo(Verdict.LOGGED_OUT);
    assertThat(token(null, NOW).verdict(NOW.plusYears(1))).isEqualTo(Verdict.LOGGED_OUT);
  }

  private static RefreshToken token(
      @Nullable LocalDateTime rotatedAt, @Nullable LocalDateTime revokedAt) {
    return new RefreshToken(
        "hash", "family", new MemberId(1), NOW.plusDays(1), rotatedAt, revokedAt);
  }
}
