package com.moalog.rjmx.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Targets that answer what no agent should: the exporter says so, stays small and goes on. */
class HostileTargetTest {

  private static final int MEBIBYTE = 1024 * 1024;
  private static final int LARGEST_KB = 64 * 1024;

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
    staysUp(
        build,
        (request, out) -> {
          out.write(ScriptedTarget.head(200, 100_000));
          for (int i = 0; i < 100; i++) {
            out.write(' ');
            out.flush();
            pause();
          }
          return false;
        });
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

  private static void staysUp(Build build, ScriptedTarget.Script script) throws Exception {
    try (ScriptedTarget target = new ScriptedTarget(script);
        RunningExporter exporter = started(build, target)) {
      for (int i = 0; i < 2; i++) {
        assertThat(exporter.metrics()).containsPattern("(?m)^rjmx_up\\{.*} 0$");
      }
      assertThat(exporter.isAlive()).isTrue();
      if (build == Build.NATIVE) {
        assertThat(exporter.residentKb()).isLessThan(LARGEST_KB);
      }
      target.script(
          ScriptedTarget.body("[{\"value\":{\"a:type=X\":{\"Count\":1}},\"status\":200}]"));
      assertThat(exporter.metrics()).containsPattern("(?m)^rjmx_up\\{.*} 1$");
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
