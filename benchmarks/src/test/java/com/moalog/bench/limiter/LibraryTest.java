package com.moalog.bench.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.bench.measure.Effort;
import com.moalog.local.servers.RedisServer;
import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Shows that the in-process part works; its figures mean nothing. */
class LibraryTest {

  private static final Effort SMOKE = new Effort(Duration.ZERO, Duration.ofMillis(150), 1);

  @Test
  void saysThatADecisionFailed() {
    IllegalStateException fault = new IllegalStateException("no Redis");
    assertThatThrownBy(() ->
            InFlight.run(
                key -> CompletableFuture.failedStage(fault), Keys.HOT, Duration.ofMillis(50)))
        .isInstanceOf(IOException.class)
        .hasRootCause(fault);
  }

  @Test
  void measuresEveryLimiterWithAHotKeyAndWithMany() throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RunningServer<RedisServer> redis = TestServers.newRedis();
        Library library = new Library(redis)) {
      Comparison comparison = new Comparison(library.cases());
      PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
      comparison.measure(SMOKE, print);
      comparison.print(print);
      Targets.print(comparison, print);
    }
    String table = out.toString(StandardCharsets.UTF_8);
    for (String limiter :
        new String[] {
          "raw Lua", "strict", "coalesced", "leased", "denied", "Gateway", "Bucket4j"
        }) {
      assertThat(
              table.lines().filter(line -> line.contains(limiter) && line.contains("in process")))
          .hasSize(2);
    }
    assertThat(table.lines().filter(line -> line.contains("library, "))).hasSize(3);
  }
}
