package com.moalog.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.kit.settings.BadVariablesException;
import com.moalog.kit.settings.Variables;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

  @Test
  void hasDefaultsForEverythingButTheAddress() {
    DatabaseSettings settings = read(Map.of("DATABASE_URL", "mysql://root@db/retrospect"));
    assertThat(settings)
        .isEqualTo(
            new DatabaseSettings(
                "jdbc:mysql://db:3306/retrospect", "root", "", false, 16, 2000, 2000, 10_000));
  }

  @Test
  void readsEveryVariable() {
    Map<String, String> variables = new HashMap<>();
    variables.put("DATABASE_URL", "mysql://us%40er:p%3Aa%2Fs+s@h:1/s?sslMode=REQUIRED");
    variables.put("DB_SCHEMA_UPDATE", "TRUE");
    variables.put("DB_POOL_MAX", "3");
    variables.put("DB_ACQUIRE_TIMEOUT_MS", "300");
    variables.put("DB_CONNECT_TIMEOUT_MS", "400");
    variables.put("DB_SOCKET_TIMEOUT_MS", "500");
    assertThat(read(variables))
        .isEqualTo(
            new DatabaseSettings(
                "jdbc:mysql://h:1/s?sslMode=REQUIRED", "us@er", "p:a/s+s", true, 3, 300, 400, 500));
  }

  @Test
  void refusesAllFaultsTogetherWithoutRepeatingThem() {
    Map<String, String> variables =
        Map.of("DATABASE_URL", "postgres://u:secret@h/s", "DB_POOL_MAX", "0");
    assertThatThrownBy(() -> read(variables))
        .isInstanceOf(BadVariablesException.class)
        .hasMessageContaining("DATABASE_URL")
        .hasMessageContaining("DB_POOL_MAX")
        .message()
        .doesNotContain("secret");
    assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("DATABASE_URL is not set");
  }

  @Test
  void readsAnUnclearSwitchAsOff() {
    Map<String, String> variables =
        Map.of("DATABASE_URL", "mysql://root@db/retrospect", "DB_SCHEMA_UPDATE", "maybe");
    assertThat(read(variables).schemaUpdate()).isFalse();
  }

  @Test
  void hidesThePassword() {
    assertThat(read(Map.of("DATABASE_URL", "mysql://root:secret@db/s")).toString())
        .doesNotContain("secret");
  }

  private static DatabaseSettings read(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    DatabaseSettings settings = DatabaseSettings.from(variables);
    variables.refuseFaults();
    return settings;
  }
}
