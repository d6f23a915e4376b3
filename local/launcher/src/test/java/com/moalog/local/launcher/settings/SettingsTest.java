package com.moalog.local.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir private Path root;
  private Home home;

  @BeforeEach
  void copyTheDefaults() throws IOException {
    home = new Home(root, root.resolve("state"));
    Files.copy(
        Path.of(System.getProperty("moalog.root"), ".env.example"), root.resolve(".env.example"));
  }

  @Test
  void reportsAllFaultsTogether() throws IOException {
    Files.writeString(
        root.resolve(".env"),
        "SERVER_PORT=http\nREDIS_PORT=0\nKAFKA_PORT=65536\nCOOKIE_SECURE=x\n");
    assertThatThrownBy(this::load)
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.faults())
                    .containsExactly(
                        "KAFKA_PORT=65536 is not a port from 1 to 65535",
                        "REDIS_PORT=0 is not a port from 1 to 65535",
                        "SERVER_PORT=http is not a port from 1 to 65535",
                        "COOKIE_SECURE=x is neither true nor false"));
  }

  @Test
  void refusesOnePortForTwoParts() throws IOException {
    Files.writeString(root.resolve(".env"), "SERVER_PORT=8082\n");
    assertThatThrownBy(this::load).hasMessage("SERVER_PORT and RATE_LIMITER_PORT are both 8082");
  }

  @Test
  void leadsOtherPartsThroughADetour() throws Exception {
    Settings detoured =
        Settings.load(home, Map.of("MOALOG_DETOURS", "REDIS_PORT=40001,MYSQL_PORT=40002"));
    assertThat(detoured.clientPort("REDIS_PORT")).isEqualTo("40001");
    assertThat(detoured.clientPort("MYSQL_PORT")).isEqualTo("40002");
    assertThat(detoured.clientPort("SERVER_PORT")).isEqualTo("8090");
    assertThat(detoured.port("REDIS_PORT")).isEqualTo(6382);
    assertThat(detoured.fingerprint()).isNotEqualTo(load().fingerprint());
  }

  @Test
  void refusesDetoursThatLeadNowhere() {
    assertThatThrownBy(
            () -> Settings.load(home, Map.of("MOALOG_DETOURS", "KAFKA_PORT=40001,REDIS_PORT=0,x")))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.faults())
                    .satisfiesExactly(
                        kafka -> assertThat(kafka).contains("'KAFKA_PORT=40001' does not begin"),
                        redis -> assertThat(redis).contains("'REDIS_PORT=0' does not end"),
                        rest -> assertThat(rest).contains("'x' does not begin")));
  }

  @Test
  void refusesToStartWithoutTheDefaults() throws IOException {
    Files.delete(root.resolve(".env.example"));
    assertThatThrownBy(this::load).hasMessageContaining("is missing");
  }

  @Test
  void refusesANameThatIsNotDocumented() throws IOException, SettingsException {
    Settings settings = load();
    assertThatThrownBy(() -> settings.text("NO_SUCH_NAME"))
        .hasMessage("NO_SUCH_NAME is not in .env.example");
  }

  @Test
  void hasThePortsOfTheContractByDefault() throws IOException, SettingsException {
    Settings settings = load();
    assertThat(Settings.LOCAL_PORTS.stream().map(settings::port))
        .containsExactly(
            8090, 8082, 8083, 8081, 8089, 6382, 3307, 5435, 9092, 29093, 8088, 9091, 9095, 9121,
            9104, 9187, 9100, 9093, 9094, 8778, 8779);
    assertThat(settings.extra()).isEmpty();
  }

  @Test
  void theFileWinsOverTheDefaultsAndTheEnvironmentOverBoth() throws IOException, SettingsException {
    Files.writeString(root.resolve(".env"), "SERVER_PORT=18090\nMYSQL_PORT=13307\n");
    Settings settings = Settings.load(home, Map.of("MYSQL_PORT", "23307", "UNKNOWN", "1"));
    assertThat(settings.port("SERVER_PORT")).isEqualTo(18_090);
    assertThat(settings.port("MYSQL_PORT")).isEqualTo(23_307);
    assertThat(settings.port("REDIS_PORT")).isEqualTo(6_382);
  }

  @Test
  void keepsUnknownNamesOfTheFileForTheServices() throws IOException, SettingsException {
    Files.writeString(root.resolve(".env"), "FLUXPAY_OUTBOX_BATCH_SIZE=50\nREDIS_PORT=16382\n");
    assertThat(load().extra()).isEqualTo(Map.of("FLUXPAY_OUTBOX_BATCH_SIZE", "50"));
  }

  @Test
  void theFingerprintTellsEveryChange() throws IOException, SettingsException {
    String before = load().fingerprint();
    assertThat(load().fingerprint()).isEqualTo(before);
    Files.writeString(root.resolve(".env"), "LOG_LEVEL=debug\n");
    assertThat(load().fingerprint()).isNotEqualTo(before);
  }

  private Settings load() throws IOException, SettingsException {
    return Settings.load(home, Map.of());
  }
}
