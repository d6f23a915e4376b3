package com.moalog.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, String... arguments) throws Exception {
    return new Load(environment, new PrintStream(printed, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }

  @Test
  void listsTheLoads() throws Exception {
    assertThat(run(Map.of())).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("baseline ", "rate-limiter ", "payment-concurrency ", "mixed ");
  }

  @Test
  void refusesAnUnknownLoad() throws Exception {
    assertThat(run(Map.of(), "baseline", "dance")).isEqualTo(2);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("unknown load 'dance'");
  }

  @Test
  void saysWhatToDoWhenNothingRuns() {
    Map<String, String> nowhere =
        Map.of(
            "MOALOG_ROOT",
            System.getProperty("moalog.root"),
            "MOALOG_STATE_DIR",
            folder.toString(),
            "BASE_URL",
            "http://127.0.0.1:1");
    assertThatThrownBy(() -> run(nowhere, "baseline"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("./moalog up");
  }

  @Test
  void readsWhatWasCounted() throws Exception {
    Path counts = folder.resolve("counts.txt");
    Files.write(
        counts,
        List.of("analysis.200 3", "analysis.429 97", "first.502 2", "first.500 1", "order ord-1"));
    Tally tally = Tally.in(counts);
    assertThat(tally.count("analysis", 429)).isEqualTo(97);
    assertThat(tally.serverErrors()).isEqualTo(1);
    assertThat(tally.paidOrders()).containsExactly("ord-1");
    assertThat(Tally.in(folder.resolve("missing")).statuses()).isEmpty();
  }

  @Test
  void aLimiterThatRefusesNobodyBreaksItsThreshold() throws Exception {
    Platform nobody = new Platform("", "", "");
    assertThat(
            Verdicts.broken(
                LoadScenario.RATE_LIMITER,
                new Tally(Map.of("analysis.200", 9L), List.of()),
                nobody))
        .containsExactly("rate_limited_count is 0: nobody was refused");
    assertThat(
            Verdicts.broken(
                LoadScenario.RATE_LIMITER,
                new Tally(Map.of("analysis.429", 9L, "analysis.503", 1L), List.of()),
                nobody))
        .containsExactly("1 answers were 5xx");
  }
}
