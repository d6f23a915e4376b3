package com.moalog.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.demo.BreakingProxy.Break;
import com.moalog.local.demo.FrontDoor.Run;
import java.io.IOException;
import java.nio.file.Files;
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
class DemoTest {

  private static final Path STATE =
      Path.of("target", "p" + ProcessHandle.current().pid()).toAbsolutePath();

  private static FrontDoor door;

  @BeforeAll
  static void up() throws IOException, InterruptedException {
    Files.createDirectories(STATE);
    door = new FrontDoor(STATE);
    Run up = door.run("up");
    assertThat(up.exitCode()).as(up.out() + up.err()).isZero();
  }

  @AfterAll
  static void down() throws IOException, InterruptedException {
    Run down = door.run("down");
    assertThat(down.exitCode()).as(down.out() + down.err()).isZero();
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
    try (BreakingProxy proxy = new BreakingProxy(door.port(service), plan)) {
      Run demo = door.run("demo", Map.of(service, Integer.toString(proxy.port())));

      assertThat(demo.exitCode()).as(demo.out()).isEqualTo(1);
      assertThat(demo.err()).startsWith("moalog: the demo failed at step ").containsPattern(line);
      assertThat(demo.err().lines()).hasSize(1);
    }
  }

  @Test
  void passesAgainAndAgainAndKeepsEachReport() throws IOException, InterruptedException {
    int before = Files.isDirectory(STATE.resolve("demo")) ? door.reports().size() : 0;
    for (int run = 1; run <= 4; run++) {
      Run demo = door.run("demo");

      assertThat(demo.exitCode()).as(demo.out() + demo.err()).isZero();
      assertThat(demo.out())
          .contains("com.fluxpay.payment.confirmed", "com.fluxpay.order.paid", "Timings")
          .doesNotContain("\u001b");
      assertThat(door.reports()).hasSize(before + run);
    }
  }
}
