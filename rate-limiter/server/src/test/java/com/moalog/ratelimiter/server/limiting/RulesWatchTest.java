package com.moalog.ratelimiter.server.limiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.ratelimiter.core.model.Algorithm;
import com.moalog.ratelimiter.server.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesWatchTest {

  private static final String RULE = "[{name: small, match: 'small:*', rate: 1/d, burst: %d}]";

  @TempDir Path folder;

  @Test
  void readsWhatChangedBetweenTheFirstReadingAndItsStart() throws Exception {
    Path file = Files.writeString(folder.resolve("rules.yaml"), RULE.formatted(5));
    String before = RulesWatch.contentOf(file);
    Settings settings = Settings.read(Map.of("RATE_LIMITER_POLICIES", file.toString()), Map.of());
    RuleBook book = new RuleBook(settings.limits(), 1_000);
    assertThat(limitOf(book)).isEqualTo(5);
    Files.writeString(file, RULE.formatted(9));
    LimitMeters meters = new LimitMeters(new SimpleMeterRegistry(), "test");
    try (RulesWatch watch = new RulesWatch(file, before, book, meters, () -> {})) {
      watch.start(Duration.ofMillis(10));
      await().atMost(Duration.ofMinutes(1)).until(() -> limitOf(book) == 9);
    }
  }

  private static long limitOf(RuleBook book) {
    return book.ruleFor("small:1", Algorithm.TOKEN_BUCKET).limit().permits();
  }
}
