package com.moalog.ratelimiter.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.ratelimiter.client.RateLimitResult.Allowed;
import com.moalog.ratelimiter.client.RateLimitResult.Bypassed;
import com.moalog.ratelimiter.client.RateLimitResult.Denied;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "5",
        "[]",
        "{",
        "{}",
        "{\"allowed\":null}",
        "{\"allowed\":\"true\"}",
        "{\"allowed\":1}",
        "{\"a\":{\"allowed\":true}}",
        "<html>",
        "{\"allowed\":true",
        "{\"allowed\":true,\"limit\":99999999999999999999}"
      })
  void cannotUseAnAnswerWithoutADecision(String body) {
    assertThat(read(body)).isEqualTo(new Bypassed(BypassReason.UNREADABLE));
  }

  @Test
  void needsNothingButTheDecision() {
    Quota unknown = new Quota(Quota.UNKNOWN, Quota.UNKNOWN, Quota.UNKNOWN);
    assertThat(read("{\"allowed\":true}")).isEqualTo(new Allowed(unknown));
    assertThat(read("{\"allowed\":false}")).isEqualTo(new Denied(unknown, 1));
  }

  @Test
  void skipsNullsAndWhatItDoesNotKnow() {
    assertThat(
            read(
                """
                {"x":[{"allowed":false}],"allowed":true,"retryAfterSeconds":null,
                 "remaining":null,"limit":7,"degraded":"local","resetAfterSeconds":3}
                """))
        .isEqualTo(new Allowed(new Quota(7, Quota.UNKNOWN, 3)));
  }

  @Test
  void readsTheOlderNamesAndARetryOfAtLeastASecond() {
    assertThat(
            read(
                """
                {"allowed":false,"remainingTokens":0,"resetTimeSeconds":9,"retryAfterSeconds":0}
                """))
        .isEqualTo(new Denied(new Quota(Quota.UNKNOWN, 0, 9), 1));
  }

  private static RateLimitResult read(String body) {
    return Answer.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
