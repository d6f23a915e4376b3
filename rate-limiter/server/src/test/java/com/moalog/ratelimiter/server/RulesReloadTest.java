package com.moalog.ratelimiter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.moalog.local.servers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that change while the limiter runs. */
class RulesReloadTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String RULE =
      "[{name: small, match: 'small:*', algorithm: SLIDING_WINDOW, limit: %d, window: 60}]";

  @TempDir Path folder;

  @Test
  void refusesToStartWithRulesItCannotUse() {
    assertThatThrownBy(() -> Limiter.start(environment(folder.resolve("absent.yaml"))))
        .rootCause()
        .hasMessageContaining("absent.yaml");
  }

  @Test
  void takesNewRulesAndKeepsTheOldOnesWhenTheFileIsFaulty() throws IOException {
    Path file = folder.resolve("rules.yaml");
    Files.writeString(file, RULE.formatted(5));
    try (Limiter limiter = Limiter.start(environment(file))) {
      assertThat(limitOf(limiter)).isEqualTo(5);
      Files.writeString(file, RULE.formatted(9));
      await().atMost(PATIENCE).until(() -> limitOf(limiter) == 9);
      Files.writeString(file, "[{name: small, match: 'small:*', limit: none}]");
      await().atMost(PATIENCE).until(() -> metrics(limiter).contains("result=\"failure\"} 1.0"));
      assertThat(limitOf(limiter)).isEqualTo(9);
    }
  }

  @Test
  void readsTheRulesAgainWhenItIsTold() throws IOException {
    assumeTrue(hearsHangUps(), "hang-ups are ignored here, as under nohup");
    Path file = folder.resolve("rules.yaml");
    Files.writeString(file, RULE.formatted(5));
    try (Limiter limiter = Limiter.start(environment(file))) {
      ProcessSignal.HANG_UP.handle(limiter::readRulesAgain);
      new ProcessBuilder("kill", "-HUP", Long.toString(ProcessHandle.current().pid())).start();
      await().atMost(PATIENCE).until(() -> metrics(limiter).contains("result=\"success\"} 1.0"));
      assertThat(limitOf(limiter)).isEqualTo(5);
    }
  }

  private static boolean hearsHangUps() throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(ignored, 16) & 1) == 0;
  }

  private static Map<String, String> environment(Path rules) {
    return Limiter.environment(TestServers.redis(), "RATE_LIMITER_POLICIES", rules.toString());
  }

  private static long limitOf(Limiter limiter) {
    return Limiter.json(limiter.check("key=small:" + UUID.randomUUID())).getLong("limit");
  }

  private static String metrics(Limiter limiter) {
    return limiter.get("/actuator/prometheus", "Authorization", Limiter.OPERATOR).body();
  }
}
