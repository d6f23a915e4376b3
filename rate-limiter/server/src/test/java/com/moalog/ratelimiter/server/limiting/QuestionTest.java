package com.moalog.ratelimiter.server.limiting;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.ratelimiter.core.model.Counting.Strict;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {

  @ParameterizedTest
  @CsvSource({
    "customer42, cus***42",
    "secret, ***",
    "user:api:7, use***:7",
    "{shop}:customer42, {sh***42",
    "}customer42, sha***"
  })
  void showsTheLogsAMaskedKey(String key, String masked) {
    Rule rule =
        new Rule("api", null, new TokenBucket(9, new Rate(1, 1)), new Strict(), 9, null, false);
    StorageKey stored = StorageKey.of("limiter:api:", rule.name(), key);
    assertThat(new Question(rule, stored, 1).maskedKey()).startsWith(masked);
  }
}
