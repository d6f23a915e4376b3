package com.moalog.ratelimiter.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {

  @ParameterizedTest
  @CsvSource({
    "user:*:ai, user:1:ai, true",
    "user:*:ai, user::ai, true",
    "user:*:ai, user:1:aid, false",
    "user:*:ai, xuser:1:ai, false",
    "user:*, user:, true",
    "user:*, user, false",
    "user:?, user:1, true",
    "user:?, user:12, false",
    "*:ai, 1:ai, true",
    "*, anything, true",
    "user.1, user.1, true",
    "user.1, userx1, false",
    "regex:u(ser)?:[0-9]+, u:7, true",
    "regex:u(ser)?:[0-9]+, user:, false"
  })
  void matchesTheWholeKey(String pattern, String key, boolean matches) {
    Limit limit = FixedWindow.ofSeconds(1, 1);
    Rule rule =
        new Rule("r", new KeyPattern(pattern), limit, new Counting.Strict(), 1, null, false);
    assertThat(new Rules(List.of(rule)).matching(key).isPresent()).isEqualTo(matches);
  }
}
