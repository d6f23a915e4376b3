package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.TestServers;
import com.moalog.sandbox.SandboxServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Kills a real engine process between the provider's capture and the commit of its outcome. */
class CrashTest {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(45);

  @Test
  void aKilledConfirmIsSettledByTheNextProcess() throws Exception {
    try (SandboxServer sandbox = TestEngine.startSandbox()) {
      Map<String, String> variables = variables(sandbox);
      URI address = URI.create("http://127.0.0.1:" + variables.get("SERVER_PORT"));
      Shop shop = new Shop(Client.of(address), Client.of(sandbox.address()));
      Process first = start(variables, address);
      String order = shop.order();
      String payment = shop.approved(order);
      try {
        shop.failNextConfirm(order, "\"apply_then_hang\"");
        Thread confirm = Thread.ofVirtual().start(() -> lost(() -> shop.confirm(payment)));
        await().atMost(START_LIMIT).until(() -> shop.captures(order) == 1);
        first.destroyForcibly().waitFor();
        confirm.join();
      } finally {
        first.destroyForcibly();
      }

      Process second = start(variables, address);
      try {
        await()
            .atMost(RECOVERY_LIMIT)
            .until(() -> shop.find(payment).path("status").asString().equals("CONFIRMED"));
        assertThat(shop.orderStatus(order)).isEqualTo("PAID");
        assertThat(shop.captures(order)).isEqualTo(1);
        second.destroy();
        assertThat(second.waitFor()).isIn(0, 143);
      } finally {
        second.destroyForcibly();
      }
    }
  }

  /** The client whose engine dies while it waits. */
  private static void lost(Runnable call) {
    try {
      call.run();
    } catch (UncheckedIOException killed) {
      assertThat(killed).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void aKilledRefundIsResumedUnderItsKeyAndNeverGivenTwice() throws Exception {
    try (SandboxServer sandbox = TestEngine.startSandbox()) {
      Map<String, String> variables = variables(sandbox);
      URI address = URI.create("http://127.0.0.1:" + variables.get("SERVER_PORT"));
      Shop shop = new Shop(Client.of(address), Client.of(sandbox.address()));
      Client keyed = shop.client().keyed();
      Process first = start(variables, address);
      String order = shop.order();
      String payment = shop.captured(order);
      String body = Shop.refundBody(payment, Shop.PRICE);
      try {
        shop.failNextCancel(order, "\"apply_then_hang\"");
        Thread refund =
            Thread.ofVirtual().start(() -> lost(() -> keyed.post("/api/v1/refunds", body)));
        await().atMost(START_LIMIT).until(() -> shop.cancels(order) == 1);
        first.destroyForcibly().waitFor();
        refund.join();
      } finally {
        first.destroyForcibly();
      }

      Process second = start(variables, address);
      try {
        await()
            .atMost(RECOVERY_LIMIT)
            .until(() -> shop.find(payment).path("status").asString().equals("REFUNDED"));
        await()
            .atMost(RECOVERY_LIMIT)
            .until(() -> keyed.post("/api/v1/refunds", body).status() == 201);
        Client.Reply repeated = keyed.post("/api/v1/refunds", body);
        assertThat(repeated.data("status")).isEqualTo("COMPLETED");
        assertThat(shop.client().get("/api/v1/payments/" + payment + "/refunds").data()).hasSize(1);
        assertThat(shop.cancels(order)).isEqualTo(1);
      } finally {
        second.destroyForcibly().waitFor();
      }
    }
  }

  private static Map<String, String> variables(SandboxServer sandbox) throws IOException {
    Map<String, String> variables =
        new HashMap<>(TestEngine.environment(TestServers.freshPostgresDatabase(), sandbox));
    variables.put("SERVER_PORT", Integer.toString(TestServers.freePort()));
    variables.put("TOSS_READ_TIMEOUT", "10s");
    variables.put("FLUXPAY_IDEMPOTENCY_LEASE", "5s");
    return variables;
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
    builder.redirectErrorStream(true).redirectOutput(new File("target", "crash-test.log"));
    Process process = builder.start();
    await().atMost(START_LIMIT).ignoreExceptions().until(() -> isHealthy(address));
    return process;
  }

  private static boolean isHealthy(URI address) {
    return Client.of(address).get("/actuator/health/readiness").status() == 200;
  }
}
