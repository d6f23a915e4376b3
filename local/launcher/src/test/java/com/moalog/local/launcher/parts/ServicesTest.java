package com.moalog.local.launcher.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.launcher.settings.Home;
import com.moalog.local.launcher.settings.Settings;
import com.moalog.local.launcher.settings.SettingsException;
import com.moalog.local.servers.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {

  @TempDir private Path root;
  private Home home;

  @BeforeEach
  void changeEveryPort() throws IOException {
    home = new Home(root, root.resolve("state"));
    Files.copy(
        Path.of(System.getProperty("moalog.root"), ".env.example"), root.resolve(".env.example"));
    Files.writeString(
        root.resolve(".env"),
        """
        SERVER_PORT=20001
        RATE_LIMITER_PORT=20002
        RATE_LIMITER_GRPC_PORT=20020
        FLUXPAY_PORT=20003
        SANDBOX_PORT=20004
        REDIS_PORT=20005
        MYSQL_PORT=20006
        FLUXPAY_POSTGRES_PORT=20007
        KAFKA_PORT=20008
        KAFKA_CONTROLLER_PORT=20009
        PROMETHEUS_PORT=20010
        ALERTMANAGER_PORT=20011
        REDIS_EXPORTER_PORT=20012
        MYSQLD_EXPORTER_PORT=20013
        POSTGRES_EXPORTER_PORT=20014
        NODE_EXPORTER_PORT=20015
        RJMX_RATE_LIMITER_PORT=20016
        RJMX_FLUXPAY_PORT=20017
        RATE_LIMITER_JOLOKIA_PORT=20018
        FLUXPAY_JOLOKIA_PORT=20019
        MYSQL_ROOT_PASSWORD='a b/c@d'
        FLUXPAY_OUTBOX_BATCH_SIZE=7
        SERVER_ADDRESS=0.0.0.0
        """);
  }

  @Test
  void aChangedPortReachesEveryPartThatNeedsIt() throws IOException, SettingsException {
    assertThat(parts())
        .extracting(part -> part.server().port())
        .startsWith(20_005, 20_006, 20_007, 20_008, 20_002, 20_004, 20_003, 20_001)
        .endsWith(20_012, 20_013, 20_014, 20_015, 20_016, 20_017, 20_011, 20_010);
    assertThat(environment("moalog-server"))
        .containsEntry("SERVER_PORT", "20001")
        .containsEntry("RATE_LIMITER_URL", "http://127.0.0.1:20002")
        .containsEntry("FLUXPAY_URL", "http://127.0.0.1:20003")
        .containsEntry("PUBLIC_URL", "http://localhost:20001")
        .containsEntry("DATABASE_URL", "mysql://root:a%20b%2Fc%40d@127.0.0.1:20006/retrospect");
    assertThat(environment("fluxpay-engine"))
        .containsEntry("SERVER_PORT", "20003")
        .containsEntry("SPRING_R2DBC_URL", "r2dbc:postgresql://127.0.0.1:20007/fluxpay")
        .containsEntry("REDIS_PORT", "20005")
        .containsEntry("KAFKA_SERVERS", "127.0.0.1:20008")
        .containsEntry("TOSS_API_URL", "http://127.0.0.1:20004/v1")
        .containsEntry("FLUXPAY_WEBHOOK_URL", "http://127.0.0.1:20001/api/v1/webhooks/fluxpay");
    assertThat(environment("rate-limiter"))
        .containsEntry("SERVER_PORT", "20002")
        .containsEntry("RATE_LIMITER_GRPC_PORT", "20020")
        .containsEntry("REDIS_PORT", "20005");
    assertThat(environment("sandbox")).containsEntry("SERVER_PORT", "20004");
  }

  @Test
  void bothSidesOfTheWebhookShareOneSecret() throws IOException, SettingsException {
    assertThat(environment("fluxpay-engine").get("FLUXPAY_WEBHOOK_SECRET"))
        .isNotBlank()
        .isEqualTo(environment("moalog-server").get("FLUXPAY_WEBHOOK_SECRET"));
  }

  @Test
  void otherNamesOfTheFileReachTheServicesButCannotBreakTheWiring()
      throws IOException, SettingsException {
    assertThat(environment("fluxpay-engine"))
        .containsEntry("FLUXPAY_OUTBOX_BATCH_SIZE", "7")
        .containsEntry("SERVER_ADDRESS", "127.0.0.1");
  }

  @Test
  void nothingRunsFromWhatTheNextBuildWrites() throws IOException, SettingsException {
    for (String name :
        List.of("fluxpay-kafka", "rate-limiter", "sandbox", "fluxpay-engine", "moalog-server")) {
      assertThat(command(name).arguments())
          .noneMatch(argument -> argument.contains("/target/"))
          .anyMatch(argument -> argument.contains(home.applications().resolve(name).toString()));
    }
  }

  @Test
  void thePartsAreTheOnesThatTheCommandsKnow() throws IOException, SettingsException {
    assertThat(parts()).extracting(Part::name).isEqualTo(Parts.names());
    assertThat(parts())
        .flatExtracting(Part::needs)
        .extracting(Part.Need::part)
        .allMatch(Parts.names()::contains);
  }

  @Test
  void theExportersOfJmxAskTheAgentsOfTheServices() throws IOException, SettingsException {
    assertThat(command("fluxpay-engine").arguments())
        .anyMatch(
            flag -> flag.startsWith("-javaagent:") && flag.contains("host=127.0.0.1,port=20019,"));
    assertThat(environment("rjmx-exporter-fluxpay"))
        .containsEntry("RJMX_JOLOKIA_URL", "http://127.0.0.1:20019/jolokia")
        .containsEntry("RJMX_PORT", "20017");
    assertThat(environment("rjmx-exporter-rate-limiter"))
        .containsEntry("RJMX_JOLOKIA_URL", "http://127.0.0.1:20018/jolokia");
  }

  private Map<String, String> environment(String name) throws IOException, SettingsException {
    return command(name).environment();
  }

  private LocalServer.Command command(String name) throws IOException, SettingsException {
    return parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow()
        .server()
        .command();
  }

  private List<Part> parts() throws IOException, SettingsException {
    return Parts.of(home, Settings.load(home, Map.of()));
  }
}
