package com.moalog.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.sandbox.SandboxSettings.BadSettingsException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxSettingsTest {

  @Test
  void refusesALiveKey() {
    assertThatThrownBy(() -> SandboxSettings.read(Map.of("TOSS_SECRET_KEY", "live_sk_abc")))
        .isInstanceOf(BadSettingsException.class)
        .hasMessageContaining("live key")
        .hasMessageNotContaining("abc");
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER_PORT,-1",
    "SERVER_PORT,65536",
    "SERVER_PORT,eighty",
    "SANDBOX_MAX_PAYMENTS,0",
    "SANDBOX_MAX_PAYMENTS,1000001",
    "SANDBOX_SEED,dice"
  })
  void refusesAValueThatMakesNoSense(String name, String value) {
    assertThatThrownBy(() -> SandboxSettings.read(Map.of(name, value)))
        .isInstanceOf(BadSettingsException.class)
        .hasMessageContaining(name);
  }

  @Test
  void namesAllFaultsAtOnce() {
    assertThatThrownBy(
            () -> SandboxSettings.read(Map.of("SERVER_PORT", "70000", "SANDBOX_MAX_PAYMENTS", "0")))
        .hasMessageContaining("SERVER_PORT")
        .hasMessageContaining("SANDBOX_MAX_PAYMENTS");
  }

  @Test
  void hasADefaultForEverything() {
    assertThat(SandboxSettings.read(Map.of()))
        .isEqualTo(
            new SandboxSettings("0.0.0.0", 8089, "test_sk_local_dev_dummy", "", "", 20_000, 1));
  }

  @Test
  void readsEveryVariable() {
    Map<String, String> variables =
        Map.of(
            "SERVER_ADDRESS", "127.0.0.1",
            "SERVER_PORT", "9000",
            "TOSS_SECRET_KEY", "test_other",
            "SANDBOX_OPENAI_API_KEY", "sk-1",
            "SANDBOX_STATE_FILE", "/tmp/state",
            "SANDBOX_MAX_PAYMENTS", "7",
            "SANDBOX_SEED", "42");

    assertThat(SandboxSettings.read(variables))
        .isEqualTo(
            new SandboxSettings("127.0.0.1", 9000, "test_other", "sk-1", "/tmp/state", 7, 42));
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (SandboxServer first = SandboxServer.start(SandboxSettings.forTests())) {
      String port = Integer.toString(first.port());
      SandboxSettings same =
          SandboxSettings.read(Map.of("SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", port));

      assertThatThrownBy(() -> SandboxServer.start(same))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(port);
    }
  }
}
