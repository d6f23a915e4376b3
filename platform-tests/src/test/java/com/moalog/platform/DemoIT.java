package com.moalog.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.chaos.platform.Moalog;
import com.moalog.chaos.platform.Moalog.Result;
import com.moalog.platform.BreakingProxy.Break;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The demo on the real platform: it passes as often as one likes, and sees a broken answer. */
class DemoIT {

  private static Moalog moalog;

  @BeforeAll
  static void up() throws IOException, InterruptedException {
    moalog = Moalog.fresh(Path.of("target/demo-state").toAbsolutePath());
    Result up = moalog.run("up");
    assertThat(up.exit()).as(String.join("\n", up.lines())).isZero();
  }

  @AfterAll
  static void down() throws IOException, InterruptedException {
    Result down = moalog.run("down");
    assertThat(down.exit()).as(String.join("\n", down.lines())).isZero();
  }

  static Stream<Arguments> breaks() {
    return Stream.of(
        Arguments.of(
            "SERVER_PORT",
            new Break("POST /api/v1/retro-rooms/join", 500, "", ""),
            "Joon joins by the invite link: .* answered 500 instead of 200"),
        Arguments.of(
            "SERVER_PORT",
            new Break("POST /api/v1/retrospects/\\d+/submit", 0, "SUBMITTED", "DRAFT"),
            "status must be SUBMITTED and is 'DRAFT'"),
        Arguments.of(
            "SERVER_PORT",
            new Break("GET /api/v1/retrospects/\\d+/export", 0, "%PDF", "%XYZ"),
            "the report must be a PDF"),
        Arguments.of(
            "FLUXPAY_PORT",
            new Break("POST /api/v1/payments/[^/]+/confirm", 0, "CONFIRMED", "UNKNOWN"),
            "status must be CONFIRMED and is 'UNKNOWN'"),
        Arguments.of(
            "SANDBOX_PORT",
            new Break("GET /__admin/effects", 0, "\"captures\":1", "\"captures\":2"),
            "total.captures must be 1 and is '2'"));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void oneBrokenAnswerEndsItWithAClearLine(String service, Break plan, String line)
      throws IOException, InterruptedException {
    try (BreakingProxy proxy = new BreakingProxy(moalog.port(service), plan)) {
      Result demo = moalog.run(Map.of(service, Integer.toString(proxy.port())), "demo");

      assertThat(demo.exit()).as(String.join("\n", demo.lines())).isEqualTo(1);
      assertThat(demo.err())
          .singleElement()
          .asString()
          .startsWith("moalog: the demo failed at step ")
          .containsPattern(line);
    }
  }

  @Test
  void passesAgainAndAgainAndKeepsEachReport() throws IOException, InterruptedException {
    int before = moalog.reports().size();
    for (int run = 1; run <= 4; run++) {
      Result demo = moalog.run("demo");

      assertThat(demo.exit()).as(String.join("\n", demo.lines())).isZero();
      assertThat(String.join("\n", demo.out()))
          .contains("com.fluxpay.payment.confirmed", "com.fluxpay.order.paid", "Timings")
          .doesNotContain("\u001b");
      assertThat(moalog.reports()).hasSize(before + run);
    }
  }
}
