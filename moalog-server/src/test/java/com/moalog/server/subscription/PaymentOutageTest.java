package com.moalog.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.moalog.local.servers.Standstill;
import com.moalog.server.testing.ApiClient;
import com.moalog.server.testing.PaymentEngine;
import com.moalog.server.testing.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaymentOutageTest {

  private static final String PATH = "/api/v1/subscriptions";

  /** The breaker rests for 10 s, then one call tries. */
  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(12);

  private static final String PRO = "{\"planName\":\"PRO\"}";

  /** The breaker must not have rested enough before the next call. */
  @Test
  void answers502WithoutCallingAndKeepsThePlanWhileTheEngineIsDown() throws Exception {
    Standstill.excuse(PaymentOutageTest::callsAnEngineThatIsDown);
  }

  private static void callsAnEngineThatIsDown() {
    try (PaymentEngine engine = PaymentEngine.start();
        TestServer server = TestServer.beside(Map.of("FLUXPAY_URL", engine.address().toString()))) {
      ApiClient member = server.people().as(server.people().newcomer());
      member.post(PATH, "{\"planName\":\"FREE\"}").success();
      engine.fail(503, "SYS_002");
      for (int attempt = 0; attempt < 5; attempt++) {
        member.post(PATH, PRO).isRefused(502, "PAY5021");
      }
      assertThat(engine.calls()).isEqualTo(5);
      engine.fail(0, "");
      member.post(PATH, PRO).isRefused(502, "PAY5021");
      assertThat(engine.calls()).isEqualTo(5);
      assertThat(server.client().get("/metrics").text())
          .contains("resilience4j_circuitbreaker_state{name=\"fluxpay\",state=\"open\"} 1.0")
          .contains("moalog_fluxpay_calls_total{outcome=\"not_permitted\",step=\"order\"} 1.0");
      assertThat(member.get(PATH + "/me").success().path("planName").asString()).isEqualTo("Free");
    }
  }

  /** Where the one call that tries is too slow, the breaker rests once more. */
  @Test
  void keepsThePlanWhileTheEngineIsStoppedAndSellsAgainOnceItIsBack() throws Exception {
    Standstill.excuse(PaymentOutageTest::outlivesAnEngineThatIsStopped);
  }

  private static void outlivesAnEngineThatIsStopped() {
    PaymentEngine stopped = PaymentEngine.start();
    int port = stopped.address().getPort();
    try (TestServer server =
        TestServer.beside(Map.of("FLUXPAY_URL", stopped.address().toString()))) {
      ApiClient member = server.people().as(server.people().newcomer());
      member.post(PATH, "{\"planName\":\"FREE\"}").success();
      stopped.close();
      for (int attempt = 0; attempt < 6; attempt++) {
        member.post(PATH, PRO).isRefused(502, "PAY5021");
      }
      assertThat(member.get(PATH + "/me").success().path("planName").asString()).isEqualTo("Free");
      try (PaymentEngine back = PaymentEngine.start(port)) {
        Standstill.await(RECOVERY_LIMIT, () -> member.post(PATH, PRO).status() == 200);
        assertThat(back.created("orderId")).isEqualTo(1);
      }
    }
  }

  @Test
  void givesUpOnAnAnswerThatStopsAfterItsHead() {
    try (PaymentEngine engine = PaymentEngine.start();
        TestServer server = TestServer.beside(Map.of("FLUXPAY_URL", engine.address().toString()))) {
      engine.stall();
      server.people().as(server.people().newcomer()).post(PATH, PRO).isRefused(502, "PAY5021");
    }
  }

  @Test
  void tellsApartWhatTheEngineRefuses() {
    try (PaymentEngine engine = PaymentEngine.start();
        TestServer server = TestServer.beside(Map.of("FLUXPAY_URL", engine.address().toString()))) {
      ApiClient member = server.people().as(server.people().newcomer());
      engine.fail(400, "VAL_001");
      member.post(PATH, PRO).isRefused(500, "PAY5001");
      engine.fail(429, "SYS_004");
      member.post(PATH, PRO).isRefused(502, "PAY5021");
      engine.fail(409, "VAL_005");
      int before = engine.calls();
      member.post(PATH, PRO).isRefused(502, "PAY5021");
      assertThat(engine.calls() - before).isEqualTo(2);
      engine.fail(0, "");
      assertThat(member.post(PATH, PRO).success().path("status").asString()).isEqualTo("Pending");
      assertThat(engine.keys()).doesNotHaveDuplicates().allMatch(key -> key.charAt(14) == '5');
    }
  }

  @Test
  void sellsNothingWhenPaymentsAreSwitchedOff() {
    try (TestServer server = TestServer.beside(Map.of("FLUXPAY_ENABLED", "false"))) {
      server.people().as(server.people().newcomer()).post(PATH, PRO).isRefused(502, "PAY5021");
      server.client().post("/api/v1/webhooks/fluxpay", "{}").isRefused(401, "PAY4011");
    }
  }
}
