package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.kit.settings.BadVariablesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants out of {@code FLUXPAY_TENANTS_FILE}. */
class TenantsFileTest {

  @TempDir private Path folder;

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("tenants.yaml"), content).toString();
  }

  @Test
  void addsTenantsAndSetsWhatItSaysOfThoseThatExist() throws IOException {
    String file =
        file(
            """
            tenants:
              service-b:
                rate-limit: 7
                credit-enabled: true
                webhook-url: https://b.example/hooks
              service-a:
                credit-enabled: false
            """);
    try (TestEngine engine = TestEngine.start(Map.of("FLUXPAY_TENANTS_FILE", file))) {
      Client client = Client.of(engine.address());
      Rows rows = new Rows(engine.database());

      assertThat(client.with("X-Tenant-Id", "service-b").get("/api/v1/credits/someone").code())
          .isEqualTo("CRD_001");
      assertThat(client.get("/api/v1/credits/someone").code()).isEqualTo("CRD_005");
      assertThat(
              rows.value(
                  "SELECT rate_limit || ' ' || webhook_url FROM tenants WHERE tenant_id = 'service-b'"))
          .isEqualTo("7 https://b.example/hooks");
      assertThat(rows.value("SELECT rate_limit FROM tenants WHERE tenant_id = 'service-a'"))
          .as("what the file leaves out stays")
          .isEqualTo("1000");
      assertThat(rows.count("SELECT count(*) FROM webhook_secrets WHERE tenant_id = 'service-b'"))
          .as("without a secret nothing could be sent")
          .isEqualTo(1);
    }
  }

  @Test
  void namesEverythingThatIsWrong() throws IOException {
    String file =
        file(
            """
            tenants:
              UPPER: {}
              service-b:
                rate-limit: many
                credit-enabled: maybe
                webhook-url: ftp://b.example
                color: red
            """);

    assertThatThrownBy(() -> FluxPayEngine.start(Map.of("FLUXPAY_TENANTS_FILE", file)))
        .isInstanceOf(BadVariablesException.class)
        .hasMessageContaining("names a tenant that cannot be: UPPER")
        .hasMessageContaining("service-b.rate-limit")
        .hasMessageContaining("service-b.credit-enabled")
        .hasMessageContaining("service-b.webhook-url")
        .hasMessageContaining("unknown key service-b.color");
  }

  @Test
  void refusesAFileThatCannotBeRead() throws IOException {
    assertThatThrownBy(() ->
            FluxPayEngine.start(
                Map.of("FLUXPAY_TENANTS_FILE", folder.resolve("absent").toString())))
        .isInstanceOf(BadVariablesException.class)
        .hasMessageContaining("FLUXPAY_TENANTS_FILE cannot be read");
    String file = file("tenants: [");
    assertThatThrownBy(() -> FluxPayEngine.start(Map.of("FLUXPAY_TENANTS_FILE", file)))
        .isInstanceOf(BadVariablesException.class)
        .hasMessageContaining("FLUXPAY_TENANTS_FILE is not YAML");
  }

  @Test
  void refusesATenantThatIsThereTwice() throws IOException {
    String file =
        file(
            """
            tenants:
              service-b: {rate-limit: 7}
              service-b: {rate-limit: 9}
            """);

    assertThatThrownBy(() -> FluxPayEngine.start(Map.of("FLUXPAY_TENANTS_FILE", file)))
        .isInstanceOf(BadVariablesException.class)
        .hasMessageContaining("FLUXPAY_TENANTS_FILE is not YAML");
  }
}
