package com.moalog.ratelimiter.server.limiting;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.ratelimiter.core.model.Decision;
import com.moalog.ratelimiter.core.model.StorageKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DenyCacheTest {

  private static final Decision DENIED = Decision.deny(5_000_000, 3_000_000);

  private long micros;
  private final StorageKey key = StorageKey.of("p:", "r", "k");
  private final DenyCache cache = new DenyCache(Duration.ofSeconds(1), 2, () -> micros);

  @Test
  void tellsARefusalAsItReadsLater() {
    cache.add(key, 1, DENIED);
    micros = 400_000;
    assertThat(cache.find(key, 1)).contains(Decision.deny(4_600_000, 2_600_000));
  }

  @Test
  void forgetsARefusalAfterItsLongestAgeOrItsEnd() {
    cache.add(key, 1, DENIED);
    micros = 1_000_000;
    assertThat(cache.find(key, 1)).isEmpty();
    cache.add(key, 1, Decision.deny(10, 10));
    micros += 9;
    assertThat(cache.find(key, 1)).isPresent();
    micros++;
    assertThat(cache.find(key, 1)).isEmpty();
    assertThat(cache.size()).isZero();
  }

  @Test
  void aRefusalCoversAsManyPermitsOrMore() {
    cache.add(key, 3, DENIED);
    assertThat(cache.find(key, 2)).isEmpty();
    assertThat(cache.find(key, 3)).isPresent();
    assertThat(cache.find(key, 4)).isPresent();
  }

  @Test
  void remembersNoMoreKeysThanItMay() {
    for (int i = 0; i < 5; i++) {
      cache.add(StorageKey.of("p:", "r", "k" + i), 1, DENIED);
    }
    assertThat(cache.size()).isEqualTo(2);
    micros = 1_000_000;
    cache.add(key, 1, DENIED);
    assertThat(cache.size()).as("expired ones made room").isEqualTo(1);
  }

  @Test
  void forgetsAResetKey() {
    cache.add(key, 1, DENIED);
    cache.remove(key);
    assertThat(cache.find(key, 1)).isEmpty();
  }
}
