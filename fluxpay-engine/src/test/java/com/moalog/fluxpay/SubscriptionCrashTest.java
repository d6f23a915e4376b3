package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.TestServers;
import com.moalog.sandbox.SandboxServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubscriptionCrashTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CAPTURED_PRICE = 7_001;
  private static final int LOST_PRICE = 7_002;

  @Test
  void aKilledRenewalIsBilledOnceByTheNextProcess() throws Exception {
    try (SandboxServer sandbox = TestEngine.startSandbox()) {
      TestServers.Database database = TestServers.freshPostgresDatabase();
      Map<String, String> variables = new HashMap<>(TestEngine.environment(database, sandbox));
      variables.put("SERVER_PORT", Integer.toString(TestServers.freePort()));
      variables.put("TOSS_READ_TIMEOUT", "10s");
      variables.put("FLUXPAY_ADMIN_TOKEN", Subscriber.ADMIN);
      URI address = URI.create("http://127.0.0.1:" + variables.get("SERVER_PORT"));
      Process first = start(variables, address);
      Subscriber subscriber =
          new Subscriber(Client.of(address), Client.of(sandbox.address()), new Rows(database));
      String captured = subscriber.active(CAPTURED_PRICE);
      String lost = subscriber.active(LOST_PRICE);
      try {
        subscriber.failCharges(CAPTURED_PRICE, 1, "\"apply_then_hang\"");
        subscriber.failCharges(LOST_PRICE, 1, "\"hang\"");
        subscriber.passUntilDue(captured);
        subscriber.passUntilDue(lost);
        await().atMost(PATIENCE).until(() -> subscriber.captures(captured) == 2);
        await().atMost(PATIENCE).until(() -> subscriber.invoices(lost, "OPEN") == 1);
      } finally {
        first.destroyForcibly().waitFor();
      }

      // The request of the killed process is long gone, not on its way any more.
      new Rows(database)
          .update("UPDATE payment_attempts SET started_at = started_at - interval '2 minutes'");
      Process second = start(variables, address);
      try {
        subscriber.poke(captured);
        subscriber.poke(lost);
        await().atMost(PATIENCE).until(() -> subscriber.invoices(captured, "PAID") == 2);
        await().atMost(PATIENCE).until(() -> subscriber.invoices(lost, "PAID") == 2);
        assertThat(subscriber.captures(captured)).isEqualTo(2);
        assertThat(subscriber.captures(lost)).isEqualTo(2);
        assertThat(subscriber.status(captured)).isEqualTo("ACTIVE");
        assertThat(subscriber.events(lost)).endsWith("subscription.renewed");
      } finally {
        second.destroyForcibly().waitFor();
      }
    }
  }

  private static Process start(Map<String, String> variables, URI address) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "com.moalog.fluxpay.FluxPayEngine"));
    builder.environment().putAll(variables);
    builder
        .redirectErrorStream(true)
        .redirectOutput(new File("target", "subscription-crash-test.log"));
    Process process = builder.start();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> Client.of(address).get("/actuator/health/readiness").status() == 200);
    return process;
  }
}
