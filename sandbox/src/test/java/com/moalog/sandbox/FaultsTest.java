package com.moalog.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

  private static final String ON_CONFIRM = "{\"operation\":\"confirm\"}";

  private SandboxServer sandbox;
  private Caller caller;
  private String payment;

  @BeforeEach
  void start() throws IOException {
    sandbox = SandboxServer.start(SandboxSettings.forTests());
    caller = new Caller(sandbox);
    payment = caller.session("order-1", 9900);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"then\":\"explode\"}",
        "{\"then\":{\"hang\":{},\"malformed\":{}}}",
        "{\"then\":\"hang\",\"times\":0}",
        "{\"then\":\"hang\",\"times\":1000001}",
        "{\"then\":\"hang\",\"match\":{\"probability\":1.1}}",
        "{\"then\":\"hang\",\"match\":{\"order\":\"misspelt\"}}",
        "{\"then\":\"hang\",\"when\":{}}",
        "{\"then\":{\"error\":{\"http\":200,\"code\":\"X\"}}}",
        "{\"then\":{\"error\":{\"http\":400}}}",
        "{\"then\":{\"delay\":{\"ms\":60001}}}",
        "{\"then\":{\"rate_limit\":{\"retryAfterSeconds\":3601}}}"
      })
  void refusesARuleThatItDoesNotUnderstand(String rule) {
    assertThat(caller.admin("POST", "/__admin/rules", rule).status()).isEqualTo(400);
  }

  @Test
  void anErrorComesInTheProvidersWordsAndNothingHappens() {
    caller.rule(ON_CONFIRM, 1, "{\"error\":{\"http\":403,\"code\":\"REJECT_CARD_COMPANY\"}}");

    Caller.Answer answer = confirm("k1");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("REJECT_CARD_COMPANY");
    assertThat(captures()).isZero();
  }

  @Test
  void aRateLimitSaysWhenToComeBack() {
    caller.rule(ON_CONFIRM, 1, "{\"rate_limit\":{\"retryAfterSeconds\":7}}");

    Caller.Answer answer = confirm("k1");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.raw().headers().firstValue("Retry-After")).contains("7");
    assertThat(confirm("k1").text("status")).isEqualTo("DONE");
  }

  @Test
  void aResetBeforeLosesTheRequest() {
    caller.rule(ON_CONFIRM, 1, "\"reset_before\"");

    assertThatThrownBy(() -> attempt("k1")).isInstanceOf(IOException.class);
    assertThat(captures()).isZero();
    assertThat(confirm("k1").text("status")).isEqualTo("DONE");
  }

  @Test
  void aResetAfterwardsLosesTheAnswerAndKeepsIt() {
    caller.rule(ON_CONFIRM, 1, "\"apply_then_reset\"");

    assertThatThrownBy(() -> attempt("k1")).isInstanceOf(IOException.class);
    assertThat(captures()).isEqualTo(1);
    assertThat(confirm("k1").text("status")).isEqualTo("DONE");
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void aResetIsAResetOnTheWire() throws IOException {
    caller.rule("{\"operation\":\"lookup\"}", 1, "\"reset_before\"");
    try (Socket socket = lookup()) {
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void anAppliedRequestMayAnswerFiveHundred() {
    caller.rule(ON_CONFIRM, 1, "\"apply_then_500\"");

    assertThat(confirm("k1").status()).isEqualTo(500);
    assertThat(caller.lookup(payment).text("status")).isEqualTo("DONE");
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void aHangGivesNoAnswerUntilTheCallerLeaves() throws IOException {
    caller.rule("{\"operation\":\"lookup\"}", 1, "\"hang\"");
    try (Socket socket = lookup()) {
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(caller.lookup(payment).status()).isEqualTo(200);
  }

  @Test
  void anAppliedRequestMayHang() throws IOException {
    caller.rule(ON_CONFIRM, 1, "\"apply_then_hang\"");
    String body =
        "{\"paymentKey\":\"%s\",\"orderId\":\"order-1\",\"amount\":9900}".formatted(payment);
    try (Socket socket = open("POST /v1/payments/confirm", body)) {
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      await().atMost(Duration.ofMinutes(1)).until(() -> captures() == 1);
    }
  }

  private Socket lookup() throws IOException {
    return open("GET /v1/payments/" + payment, "");
  }

  private Socket open(String line, String body) throws IOException {
    String credentials = Caller.SECRET_KEY + ":";
    String request =
        "%s HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Basic %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(
                line,
                Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)),
                body.length(),
                body);
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port());
    socket.setSoTimeout(60_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  @Test
  void aMalformedAnswerCannotBeRead() {
    caller.rule(ON_CONFIRM, 1, "\"malformed\"");

    Caller.Answer answer = confirm("k1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().isNull()).isTrue();
    assertThat(captures()).isEqualTo(1);
  }

  @Test
  void aWrongShapeHasNothingThatWasPromised() {
    caller.rule(ON_CONFIRM, 1, "\"wrong_shape\"");

    Caller.Answer answer = confirm("k1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().has("status")).isFalse();
  }

  @Test
  void aStatusMayLieWhileTheMoneyMoves() {
    caller.rule(ON_CONFIRM, 1, "{\"status\":\"IN_PROGRESS\"}");

    assertThat(confirm("k1").text("status")).isEqualTo("IN_PROGRESS");
    assertThat(caller.lookup(payment).text("status")).isEqualTo("DONE");
  }

  @Test
  void theFirstMatchingRuleWinsAndIsUsedUp() {
    caller.rule("{\"orderId\":\"order-2\"}", 1, "\"hang\"");
    caller.rule(ON_CONFIRM, 2, "{\"error\":{\"http\":400,\"code\":\"FIRST\"}}");
    caller.rule("{\"amount\":9900.00}", 1, "{\"error\":{\"http\":400,\"code\":\"SECOND\"}}");

    assertThat(confirm("k1").code()).isEqualTo("FIRST");
    assertThat(confirm("k2").code()).isEqualTo("FIRST");
    assertThat(confirm("k3").code()).isEqualTo("SECOND");
    assertThat(confirm("k4").text("status")).isEqualTo("DONE");
    assertThat(caller.admin("GET", "/__admin/rules", "").body().path("rules").size()).isEqualTo(1);
    caller.admin("DELETE", "/__admin/rules", "");
    assertThat(caller.admin("GET", "/__admin/rules", "").body().path("rules").size()).isZero();
  }

  @Test
  void chanceRepeatsFromItsSeed() {
    String first = struckLookups();
    caller.admin("DELETE", "/__admin/rules", "");
    String second = struckLookups();

    assertThat(first).isEqualTo(second).contains("x").contains(".");
  }

  /** Forty lookups under a rule of one half: x where it struck. */
  private String struckLookups() {
    caller.rule(
        "{\"operation\":\"lookup\",\"probability\":0.5}",
        1_000,
        "{\"error\":{\"http\":500,\"code\":\"BAD_LUCK\"}}");
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      pattern.append(caller.lookup(payment).status() == 500 ? 'x' : '.');
    }
    return pattern.toString();
  }

  private Caller.Answer confirm(String key) {
    return caller.confirm(key, payment, "order-1", 9900);
  }

  private Caller.Answer attempt(String key) throws IOException {
    String body =
        "{\"paymentKey\":\"%s\",\"orderId\":\"order-1\",\"amount\":9900}".formatted(payment);
    String credentials = Caller.SECRET_KEY + ":";
    return caller.attempt(
        "POST",
        "/v1/payments/confirm",
        body,
        Map.of(
            "Idempotency-Key",
            key,
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
  }

  private int captures() {
    return caller.effects().at("/total/captures").asInt(-1);
  }
}
