package com.moalog.ratelimiter.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.ratelimiter.core.model.Limit;
import com.moalog.ratelimiter.core.model.Rate;
import com.moalog.ratelimiter.core.model.SlidingWindow;
import com.moalog.ratelimiter.core.model.StorageKey;
import com.moalog.ratelimiter.core.model.TokenBucket;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Callers invent keys without end; the memory has one. {@code -Dkeys=10000000} asks for more. */
class ManyKeysTest {

  private static final int MAX_KEYS = 100_000;
  private static final int KEYS = Integer.getInteger("keys", 2_000_000);
  private static final long MEGABYTE = 1_000_000;

  private final LocalLimiter limiter =
      new LocalLimiter(1_000, MAX_KEYS, () -> System.nanoTime() / 1_000);
  private final List<Limit> limits =
      List.of(new TokenBucket(10, new Rate(1, 1)), SlidingWindow.ofSeconds(10, 60));

  @Test
  void theHeapIsTheSameAfterMillionsOfKeys() {
    ask(0, 2 * MAX_KEYS);
    long full = usedBytes();
    ask(2 * MAX_KEYS, KEYS);
    assertThat(limiter.size()).isEqualTo(MAX_KEYS);
    assertThat(usedBytes() - full).isLessThan(5 * MEGABYTE);
  }

  private void ask(int from, int till) {
    for (int i = from; i < till; i++) {
      StorageKey key = StorageKey.of("test:", "many", Integer.toString(i));
      limiter.check(key, limits.get(i % limits.size()), 1);
    }
  }

  private static long usedBytes() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
