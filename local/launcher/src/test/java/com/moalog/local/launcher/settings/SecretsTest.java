package com.moalog.local.launcher.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir private Path root;
  private Home home;

  @BeforeEach
  void copyTheDefaults() throws IOException {
    home = new Home(root, root.resolve("state"));
    Files.copy(
        Path.of(System.getProperty("moalog.root"), ".env.example"), root.resolve(".env.example"));
  }

  @Test
  void onlyTheOwnerCanReadThem() throws IOException, SettingsException {
    open();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.secrets())))
        .isEqualTo("rw-------");
  }

  @Test
  void stayTheSameAfterARestart() throws IOException, SettingsException {
    Settings settings = Settings.load(home, Map.of());
    String first = open().value(settings, "JWT_SECRET");
    assertThat(open().value(settings, "JWT_SECRET")).isEqualTo(first);
    assertThat(open().value(settings, "FLUXPAY_WEBHOOK_SECRET")).isNotEqualTo(first);
  }

  @Test
  void theEncryptionKeyIsBase64OfThirtyTwoBytes() throws IOException, SettingsException {
    Settings settings = Settings.load(home, Map.of());
    String key = open().value(settings, "FLUXPAY_ENCRYPTION_KEY");
    assertThat(Base64.getDecoder().decode(key)).hasSize(32);
  }

  @Test
  void aChosenSecretWins() throws IOException, SettingsException {
    Settings settings = Settings.load(home, Map.of("JWT_SECRET", "chosen"));
    assertThat(open().value(settings, "JWT_SECRET")).isEqualTo("chosen");
  }

  private Secrets open() throws IOException, SettingsException {
    return Secrets.open(home, new SecureRandom());
  }
}
