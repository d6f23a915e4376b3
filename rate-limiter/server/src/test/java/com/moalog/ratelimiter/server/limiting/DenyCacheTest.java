package com.moalog.ratelimiter.server.limiting;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.ratelimiter.core.lease.LeaseCall;
import com.moalog.ratelimiter.core.model.Counting;
import com.moalog.ratelimiter.core.model.Counting.Leased;
import com.moalog.ratelimiter.core.model.Counting.Strict;
import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.Rule;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DenyCacheTest {

  private static final Decision DENIED = Decision.deny(5_000_000, 3_000_000);

  private long micros;
  private final StorageKey key = StorageKey.of("p:", "r", "k");
  private final DenyCache cache = new DenyCache(Duration.ofSeconds(1), 2, () -> micros);

  @Test
  void tellsARefusalAsItReadsLater() {
    remember(key, 1, DENIED);
    micros = 400_000;
    assertThat(cache.find(key, 1)).contains(Decision.deny(4_600_000, 2_600_000));
  }

  @Test
  void forgetsARefusalAfterItsLongestAgeOrItsEnd() {
    remember(key, 1, DENIED);
    micros = 1_000_000;
    assertThat(cache.find(key, 1)).isEmpty();
    remember(key, 1, Decision.deny(10, 10));
    micros += 9;
    assertThat(cache.find(key, 1)).isPresent();
    micros++;
    assertThat(cache.find(key, 1)).isEmpty();
    assertThat(cache.size()).isZero();
  }

  @Test
  void aRefusalCoversAsManyPermitsOrMore() {
    remember(key, 3, DENIED);
    assertThat(cache.find(key, 2)).isEmpty();
    assertThat(cache.find(key, 3)).isPresent();
    assertThat(cache.find(key, 4)).isPresent();
  }

  @Test
  void remembersNoMoreKeysThanItMay() {
    for (int i = 0; i < 5; i++) {
      remember(StorageKey.of("p:", "r", "k" + i), 1, DENIED);
    }
    assertThat(cache.size()).isEqualTo(2);
    micros = 1_000_000;
    remember(key, 1, DENIED);
    assertThat(cache.size()).as("expired ones made room").isEqualTo(1);
  }

  @Test
  void forgetsAResetKey() {
    remember(key, 1, DENIED);
    cache.remove(key);
    assertThat(cache.find(key, 1)).isEmpty();
  }

  @Test
  void forgetsARefusalOfALeasedRuleAfterTheLifeOfALease() {
    cache.remembered(new Question(rule(new Leased(5)), key, 1), DENIED);
    micros = LeaseCall.LIFE_MICROS - 1;
    assertThat(cache.find(key, 1)).isPresent();
    micros++;
    assertThat(cache.find(key, 1)).isEmpty();
  }

  @Test
  void remembersNoPermission() {
    Decision allowed = Decision.allow(5, 1_000_000);
    Question question = new Question(rule(new Strict()), key, 1);
    assertThat(cache.remembered(question, allowed).decision()).isEqualTo(allowed);
    assertThat(cache.size()).isZero();
  }

  private void remember(StorageKey refused, long permits, Decision denied) {
    cache.remembered(new Question(rule(new Strict()), refused, permits), denied);
  }

  private static Rule rule(Counting counting) {
    return new Rule("r", null, new TokenBucket(100, new Rate(1, 1)), counting, 100, null, false);
  }
}
