package com.moalog.rjmx.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.rjmx.scrape.SpotCache.BeanSpot;
import com.moalog.rjmx.scrape.SpotCache.Spot;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered has a limit, and what is beyond it is made anew each time. */
class SpotCacheTest {

  private final SpotCache cache = new SpotCache();

  @Test
  void remembersNoMoreLeavesThanItsLimitAndGoesOn() {
    Map<String, Spot> place = new HashMap<>();
    Spot first = cache.spot(place, "leaf 0");
    for (int i = 1; i < SpotCache.LIMIT; i++) {
      assertThat(cache.isFull()).isFalse();
      cache.spot(place, "leaf " + i);
    }
    assertThat(cache.isFull()).isTrue();
    Spot beyond = cache.spot(place, "beyond");
    assertThat(cache.spot(place, "beyond")).isNotSameAs(beyond);
    assertThat(place).hasSize(SpotCache.LIMIT).doesNotContainKey("beyond");
    assertThat(cache.spot(place, "leaf 0")).isSameAs(first);
  }

  @Test
  void remembersNoMoreBeansThanItsLimitUntilItForgets() {
    for (int i = 0; i <= SpotCache.LIMIT; i++) {
      cache.add("a:type=" + i, new BeanSpot(null, Map.of(), null), true);
    }
    assertThat(cache.beans()).isEqualTo(SpotCache.LIMIT);
    assertThat(cache.bean("a:type=" + SpotCache.LIMIT)).isNull();
    cache.forget();
    assertThat(cache.isFull()).isFalse();
    assertThat(cache.beans()).isZero();
  }
}
