package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Targets that answer what no agent should: the exporter says so, stays small and goes on. */
class HostileTargetTest {

  private static final int MEBIBYTE = 1024 * 1024;
  private static final int LARGEST_KB = 64 * 1024;

  /** For what must not come through. */
  private static final int IMPATIENCE_MILLIS = 600;

  @ParameterizedTest
  @EnumSource
  void anAnswerWithoutEndIsCutOff(Build build) throws Exception {
    byte[] chunk = ("\"" + "x".repeat(MEBIBYTE - 3) + "\",").getBytes(StandardCharsets.US_ASCII);
    staysUp(
        build,
        (request, out) -> {
          out.write(ScriptedTarget.head(200, 50L * MEBIBYTE));
          out.write('[');
          for (int i = 0; i < 50; i++) {
            out.write(chunk);
          }
          return false;
        });
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatDripsEndsWithTheTimeLimit(Build build) throws Exception {
    ScriptedTarget.Script drip =
        (request, out) -> {
          out.write(ScriptedTarget.head(200, 100_000));
          while (true) {
            out.write(' ');
            out.flush();
            pause();
          }
        };
    try (ScriptedTarget target = new ScriptedTarget(drip);
        RunningExporter exporter =
            RunningExporter.start(
                build,
                ConfigFile.of(ConfigFile.everything(target.url(), IMPATIENCE_MILLIS)),
                Map.of())) {
      assertThat(exporter.metrics())
          .containsPattern("(?m)^rjmx_up\\{.*} 0$")
          .contains("rjmx_exporter_scrape_errors 1\n");
      assertThat(exporter.isAlive()).isTrue();
      assertThat(exporter.log()).doesNotContain("AddressSanitizer");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nestedBeyondReasonIsRefused(Build build) throws Exception {
    String deep = "[{\"value\":" + "{\"a\":".repeat(100_000);
    staysUp(build, ScriptedTarget.body(deep));
  }

  @ParameterizedTest
  @EnumSource
  void aHundredThousandAttributesAreServed(Build build) throws Exception {
    StringBuilder body = new StringBuilder("[{\"value\":{\"a:type=X,name=Y\":{\"n0\":0");
    for (int i = 1; i < 100_000; i++) {
      body.append(",\"n").append(i).append("\":").append(i);
    }
    try (ScriptedTarget target =
            new ScriptedTarget(ScriptedTarget.body(body.append("}},\"status\":200}]").toString()));
        RunningExporter exporter = started(build, target)) {
      assertThat(exporter.metrics())
          .contains("a_n99999_{bean=\"type=X,name=Y\"} 99999\n")
          .containsPattern("(?m)^rjmx_up\\{.*} 1$");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatStopsHalfwayIsAFailure(Build build) throws Exception {
    String half = "[{\"value\":{\"a:type=X\":{\"Count\":1";
    staysUp(
        build,
        (request, out) -> {
          out.write(ScriptedTarget.head(200, 1_000));
          out.write(half.getBytes(StandardCharsets.US_ASCII));
          return false;
        },
        ScriptedTarget.body(half));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotJsonIsAFailure(Build build) throws Exception {
    byte[] noise = new byte[100_000];
    new SplittableRandom(7).nextBytes(noise);
    staysUp(
        build,
        ScriptedTarget.body("<html><body>Welcome</body></html>"),
        ScriptedTarget.body(""),
        ScriptedTarget.body("[{\"value\":{\"a:type=X\":{\"\u0000\":tru}}}]"),
        (request, out) -> {
          out.write(ScriptedTarget.head(200, noise.length));
          out.write(noise);
          return true;
        });
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerOfTheWrongTypesIsAFailure(Build build) throws Exception {
    staysUp(
        build,
        ScriptedTarget.body("7"),
        ScriptedTarget.body("\"text\""),
        ScriptedTarget.body("{\"value\":1}"),
        ScriptedTarget.body("[5]"),
        ScriptedTarget.body("[null]"),
        ScriptedTarget.body("[{\"value\":[1,2],\"status\":200}]"),
        ScriptedTarget.body("[{\"value\":\"text\",\"status\":200}]"),
        ScriptedTarget.body("[{\"status\":200}]"));
  }

  @ParameterizedTest
  @EnumSource
  void namesAndNumbersWithoutEndAreAFailure(Build build) throws Exception {
    staysUp(
        build,
        ScriptedTarget.body(bean("\"" + "x".repeat(MEBIBYTE) + "\":1")),
        ScriptedTarget.body(bean("\"Huge\":" + "9".repeat(5_000))));
  }

  @ParameterizedTest
  @EnumSource
  void longTextsAndImpossibleNumbersDoNoHarm(Build build) throws Exception {
    String digits = "9".repeat(900);
    String attributes =
        "\"Text\":\""
            + "x".repeat(MEBIBYTE)
            + "\",\""
            + "n".repeat(10_000)
            + "\":1,\"Huge\":1"
            + digits
            + ",\"Tiny\":1e-"
            + digits
            + ",\"Lone\":\"\\ud800\",\"Count\":3";
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(bean(attributes)));
        RunningExporter exporter = started(build, target)) {
      assertThat(exporter.metrics())
          .contains("a_Count_{bean=\"type=X\"} 3\n", "a_Huge_{bean=\"type=X\"} +Inf\n")
          .contains("a_Tiny_{bean=\"type=X\"} 0\n");
      assertThat(exporter.log()).doesNotContain("AddressSanitizer");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JVM"})
  void aRuleThatNeverEndsIsSwitchedOffAndTold(Build build) throws Exception {
    String endless = bean("\"" + "x".repeat(200) + "\":1,\"Count\":3");
    try (ScriptedTarget target = new ScriptedTarget(ScriptedTarget.body(endless));
        RunningExporter exporter =
            RunningExporter.start(
                build,
                ConfigFile.of(
                    """
                    jolokia: {url: "%s", %s}
                    whitelistObjectNames: ["a:*"]
                    rules:
                      - {pattern: 'Count', name: count}
                      - {pattern: '<((x+x+)+)+y', name: never}
                    """
                        .formatted(target.url(), ConfigFile.PATIENT)),
                Map.of())) {
      for (int i = 0; i < 2; i++) {
        assertThat(exporter.metrics())
            .contains("\ncount 3\n", "rjmx_rule_errors_total{rule=\"2\"} 1\n");
      }
      assertThat(exporter.log())
          .containsOnlyOnce(
              "\"msg\":\"rule 2 takes too many steps and is off until the configuration is reloaded\"");
    }
  }

  private static String bean(String attributes) {
    return "[{\"value\":{\"a:type=X\":{" + attributes + "}},\"status\":200}]";
  }

  /** Each of these answers is a failure that the exporter tells, and the next good one is not. */
  private static void staysUp(Build build, ScriptedTarget.Script... scripts) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(scripts[0]);
        RunningExporter exporter = started(build, target)) {
      for (ScriptedTarget.Script script : scripts) {
        target.script(script);
        assertThat(exporter.metrics())
            .containsPattern("(?m)^rjmx_up\\{.*} 0$")
            .contains("rjmx_exporter_scrape_errors 1\n");
      }
      assertThat(exporter.isAlive()).isTrue();
      if (build == Build.NATIVE) {
        assertThat(exporter.residentKb()).isLessThan(LARGEST_KB);
      }
      target.script(ScriptedTarget.body(bean("\"Count\":1")));
      assertThat(exporter.metrics()).containsPattern("(?m)^rjmx_up\\{.*} 1$");
      assertThat(exporter.log()).doesNotContain("AddressSanitizer");
    }
  }

  private static RunningExporter started(Build build, ScriptedTarget target) throws Exception {
    return RunningExporter.start(
        build, ConfigFile.of(ConfigFile.everything(target.url())), Map.of());
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }
}
