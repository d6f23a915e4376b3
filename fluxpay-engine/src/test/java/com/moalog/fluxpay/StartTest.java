package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.fluxpay.database.UnusableDatabaseException;
import com.moalog.kit.settings.BadVariablesException;
import com.moalog.local.servers.TestServers;
import com.moalog.sandbox.SandboxServer;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class StartTest {

  @Test
  void namesEveryBadVariableAtOnce() {
    assertThatThrownBy(() ->
            FluxPayEngine.start(
                Map.of("SERVER_PORT", "none", "DB_URL", "mysql://x", "TOSS_API_URL", "ftp://x")))
        .isInstanceOf(BadVariablesException.class)
        .hasMessageContaining("SERVER_PORT")
        .hasMessageContaining("DB_URL")
        .hasMessageContaining("TOSS_API_URL")
        .hasMessageContaining("TOSS_SECRET_KEY is not set");
  }

  @Test
  void readsTheTimetablesRetriesAndLimits() {
    assertThatThrownBy(() ->
            FluxPayEngine.start(
                Map.of(
                    "FLUXPAY_SAGA_STEP_TIMEOUT", "never",
                    "FLUXPAY_SAGA_COMPENSATION_MAX_RETRIES", "-1",
                    "FLUXPAY_SAGA_COMPENSATION_RETRY_DELAY", "soon",
                    "FLUXPAY_SAGA_CLEANUP_CRON", "daily",
                    "FLUXPAY_OUTBOX_CLEANUP_CRON", "0 3 * * *",
                    "FLUXPAY_OUTBOX_MAX_RETRIES", "few",
                    "FLUXPAY_OUTBOX_SHARDS", "0",
                    "FLUXPAY_WEBHOOK_SIGNATURE_TOLERANCE", "wide")))
        .isInstanceOf(BadVariablesException.class)
        .hasMessageContainingAll(
            "FLUXPAY_SAGA_STEP_TIMEOUT",
            "FLUXPAY_SAGA_COMPENSATION_MAX_RETRIES",
            "FLUXPAY_SAGA_COMPENSATION_RETRY_DELAY",
            "FLUXPAY_SAGA_CLEANUP_CRON",
            "FLUXPAY_OUTBOX_CLEANUP_CRON",
            "FLUXPAY_OUTBOX_MAX_RETRIES",
            "FLUXPAY_OUTBOX_SHARDS",
            "FLUXPAY_WEBHOOK_SIGNATURE_TOLERANCE");
  }

  @Test
  void refusesALiveKeyOutsideProduction() {
    assertThatThrownBy(() -> FluxPayEngine.start(Map.of("TOSS_SECRET_KEY", "live_sk_abc")))
        .isInstanceOf(BadVariablesException.class)
        .hasMessageContaining("TOSS_SECRET_KEY is a live key")
        .hasMessageNotContaining("live_sk_abc");
  }

  @Test
  void refusesALoginThatSeesThroughTheTenantWalls() throws Exception {
    try (SandboxServer sandbox = TestEngine.startSandbox()) {
      Map<String, String> variables =
          TestEngine.environment(TestServers.freshPostgresDatabase(), sandbox);
      variables.put("DB_APP_USERNAME", "fluxpay");

      assertThatThrownBy(() -> FluxPayEngine.start(variables))
          .rootCause()
          .isInstanceOf(UnusableDatabaseException.class)
          .hasMessageContaining("login fluxpay is a superuser");
    }
  }

  @Test
  void twoInstancesStartAtOnceOnAnEmptyDatabase() throws Exception {
    try (SandboxServer sandbox = TestEngine.startSandbox()) {
      Map<String, String> variables =
          TestEngine.environment(TestServers.freshPostgresDatabase(), sandbox);
      var threads = Executors.newFixedThreadPool(2);
      var first = threads.submit(() -> FluxPayEngine.start(variables));
      var second = threads.submit(() -> FluxPayEngine.start(variables));
      try (ConfigurableApplicationContext one = first.get();
          ConfigurableApplicationContext two = second.get()) {
        assertThat(health(one)).isEqualTo(200);
        assertThat(health(two)).isEqualTo(200);
        assertThat(client(one).put("/api/v1/webhooks/config", "{}").code())
            .as("without a token of its own an engine has no operators")
            .isEqualTo("SYS_404");
      } finally {
        threads.shutdown();
      }
    }
  }

  private static int health(ConfigurableApplicationContext engine) {
    return client(engine).with("X-Tenant-Id", null).get("/api/v1/health").status();
  }

  private static Client client(ConfigurableApplicationContext engine) {
    String port = engine.getEnvironment().getProperty("local.server.port");
    return Client.of(URI.create("http://127.0.0.1:" + port));
  }
}
