package com.moalog.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TossPaymentsTest {

  private SandboxServer sandbox;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    sandbox = SandboxServer.start(SandboxSettings.forTests());
    caller = new Caller(sandbox);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    sandbox.close();
  }

  @Test
  void refusesCallsWithoutTheSecretKey() {
    Caller.Answer answer = caller.send("GET", "/v1/payments/any", "", Map.of());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("UNAUTHORIZED_KEY");
  }

  @Test
  void refusesAWrongSecretKeyAndOneWithoutItsColon() {
    assertThat(withCredentials("dGVzdF9vdGhlcjo=").code()).isEqualTo("UNAUTHORIZED_KEY");
    assertThat(withCredentials("dGVzdA==").code()).isEqualTo("INCORRECT_BASIC_AUTH_FORMAT");
    assertThat(withCredentials("%%%").code()).isEqualTo("INCORRECT_BASIC_AUTH_FORMAT");
  }

  private Caller.Answer withCredentials(String base64) {
    return caller.send("GET", "/v1/payments/any", "", Map.of("Authorization", "Basic " + base64));
  }

  @Test
  void refusesToConfirmWhatItDoesNotKnow() {
    Caller.Answer answer = caller.confirm("k", "tgen_unknown", "order-1", 9900);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND_PAYMENT");
    assertThat(caller.lookup("tgen_unknown").status()).isEqualTo(404);
  }

  @Test
  void refusesAnotherAmountOrAnotherOrderThanTheSessionHas() {
    String payment = caller.session("order-1", 9900);

    assertThat(caller.confirm("k1", payment, "order-1", 9901).code()).isEqualTo("INVALID_REQUEST");
    assertThat(caller.confirm("k2", payment, "order-2", 9900).code()).isEqualTo("INVALID_REQUEST");
    assertThat(caller.effects().at("/total/captures").asInt(-1)).isZero();
  }

  @Test
  void refusesASessionThatTheCustomerDidNotAuthenticate() {
    String payment =
        caller
            .admin("POST", "/__admin/sessions", "{\"orderId\":\"order-1\",\"amount\":9900}")
            .text("paymentKey");

    assertThat(caller.confirm("k1", payment, "order-1", 9900).code())
        .isEqualTo("NOT_FOUND_PAYMENT_SESSION");

    caller.admin("POST", "/__admin/sessions/" + payment + "/authenticate", "");
    assertThat(caller.confirm("k2", payment, "order-1", 9900).status()).isEqualTo(200);
  }

  @Test
  void anAuthenticatedSessionLastsTenMinutes() {
    String inTime = caller.session("order-1", 9900);
    advance(590);
    assertThat(caller.confirm("k1", inTime, "order-1", 9900).text("status")).isEqualTo("DONE");

    String late = caller.session("order-2", 9900);
    advance(610);
    assertThat(caller.lookup(late).text("status")).isEqualTo("EXPIRED");
    assertThat(caller.confirm("k2", late, "order-2", 9900).code())
        .isEqualTo("NOT_FOUND_PAYMENT_SESSION");
  }

  @Test
  void anUnauthenticatedSessionLastsThirtyMinutes() {
    String payment =
        caller
            .admin("POST", "/__admin/sessions", "{\"orderId\":\"order-1\",\"amount\":9900}")
            .text("paymentKey");
    advance(1_790);
    assertThat(caller.lookup(payment).text("status")).isEqualTo("READY");
    advance(20);
    assertThat(caller.lookup(payment).text("status")).isEqualTo("EXPIRED");
  }

  private void advance(int seconds) {
    caller.admin("POST", "/__admin/clock", "{\"advanceSeconds\":" + seconds + "}");
  }

  @Test
  void confirmsOnceAndShowsThePayment() {
    String payment = caller.session("order-1", 9900);

    Caller.Answer confirmed = caller.confirm("k1", payment, "order-1", 9900);

    assertThat(confirmed.status()).isEqualTo(200);
    assertThat(confirmed.text("status")).isEqualTo("DONE");
    assertThat(confirmed.body().path("totalAmount").asInt()).isEqualTo(9900);
    assertThat(confirmed.text("lastTransactionKey")).isNotEmpty();
    assertThat(confirmed.raw().headers().firstValue("X-TossPayments-Trace-Id")).isPresent();
    assertThat(caller.confirm("k2", payment, "order-1", 9900).code())
        .isEqualTo("ALREADY_PROCESSED_PAYMENT");
    Caller.Answer byOrder = caller.merchant("GET", "/v1/payments/orders/order-1", "", Map.of());
    assertThat(byOrder.body()).isEqualTo(caller.lookup(payment).body());
    assertThat(caller.effects().at("/orders/order-1/captures").asInt()).isEqualTo(1);
  }

  @Test
  void anOrderIsPaidOnceWhateverTheNumberOfSessions() {
    String first = caller.session("order-1", 9900);
    String second = caller.session("order-1", 9900);

    assertThat(caller.confirm("k1", first, "order-1", 9900).status()).isEqualTo(200);
    assertThat(caller.confirm("k2", second, "order-1", 9900).code())
        .isEqualTo("DUPLICATED_ORDER_ID");
    assertThat(caller.effects().at("/orders/order-1/captured").asInt()).isEqualTo(9900);
  }

  @Test
  void cancelsInPartsUntilNothingIsLeft() {
    String payment = caller.session("order-1", 9900);
    caller.confirm("k1", payment, "order-1", 9900);

    assertThat(caller.cancel("c1", payment, 9901).code()).isEqualTo("NOT_CANCELABLE_AMOUNT");
    Caller.Answer part = caller.cancel("c2", payment, 4900);
    assertThat(part.text("status")).isEqualTo("PARTIAL_CANCELED");
    assertThat(part.body().path("balanceAmount").asInt()).isEqualTo(5000);
    assertThat(part.body().at("/cancels/0/cancelAmount").asInt()).isEqualTo(4900);
    assertThat(caller.cancel("c3", payment, 5000).text("status")).isEqualTo("CANCELED");
    assertThat(caller.cancel("c4", payment, 1).code()).isEqualTo("ALREADY_CANCELED_PAYMENT");
    assertThat(caller.effects().at("/orders/order-1/canceled").asInt()).isEqualTo(9900);
  }

  @Test
  void refusesToCancelWhatWasNeverCaptured() {
    String payment = caller.session("order-1", 9900);

    assertThat(caller.cancel("c1", payment, 9900).code()).isEqualTo("NOT_CANCELABLE_PAYMENT");
    assertThat(caller.cancel("c2", "tgen_unknown", 9900).code()).isEqualTo("NOT_FOUND_PAYMENT");
  }

  @Test
  void aVirtualAccountWaitsForItsDeposit() {
    String payment = caller.session("order-1", 9900, "VIRTUAL_ACCOUNT");

    assertThat(caller.confirm("k1", payment, "order-1", 9900).text("status"))
        .isEqualTo("WAITING_FOR_DEPOSIT");
    assertThat(caller.effects().at("/total/captures").asInt(-1)).isZero();
    caller.admin("POST", "/__admin/sessions/" + payment + "/deposit", "");
    assertThat(caller.lookup(payment).text("status")).isEqualTo("DONE");
    assertThat(caller.cancel("c1", payment, 9900).code()).isEqualTo("INVALID_REFUND_ACCOUNT_INFO");
  }

  @Test
  void listsTransactionsPageByPage() {
    for (int i = 0; i < 3; i++) {
      String payment = caller.session("order-" + i, 1000 + i);
      caller.confirm("k" + i, payment, "order-" + i, 1000 + i);
    }
    String period = "/v1/transactions?startDate=2020-01-01T00:00:00&endDate=2099-01-01T00:00:00";

    Caller.Answer first = caller.merchant("GET", period + "&limit=2", "", Map.of());
    String last = first.body().path(1).path("transactionKey").asString("");
    Caller.Answer rest = caller.merchant("GET", period + "&startingAfter=" + last, "", Map.of());

    assertThat(first.body().size()).isEqualTo(2);
    assertThat(rest.body().size()).isEqualTo(1);
    assertThat(rest.body().path(0).path("amount").asInt()).isEqualTo(1002);
    assertThat(caller.merchant("GET", "/v1/transactions", "", Map.of()).code())
        .isEqualTo("INVALID_REQUEST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\":9900}",
        "{\"orderId\":\"short\",\"amount\":9900}",
        "{\"orderId\":\"order 1\",\"amount\":9900}",
        "{\"orderId\":\"order-1\"}",
        "{\"orderId\":\"order-1\",\"amount\":0}",
        "{\"orderId\":\"order-1\",\"amount\":-1}",
        "{\"orderId\":\"order-1\",\"amount\":\"9900\"}",
        "{\"orderId\":\"order-1\",\"amount\":1e300}",
        "{\"orderId\":\"order-1\",\"amount\":9900,\"method\":\"SHELLS\"}",
        "[]",
        "not json"
      })
  void refusesASessionThatMakesNoSense(String body) {
    assertThat(caller.admin("POST", "/__admin/sessions", body).status()).isEqualTo(400);
  }

  @Test
  void refusesMorePaymentsThanItHasRoomFor() throws IOException {
    SandboxSettings small =
        SandboxSettings.read(
            Map.of("SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", "0", "SANDBOX_MAX_PAYMENTS", "1"));
    try (SandboxServer full = SandboxServer.start(small);
        Caller other = new Caller(full)) {
      other.session("order-1", 9900);
      Caller.Answer refused =
          other.admin("POST", "/__admin/sessions", "{\"orderId\":\"order-2\",\"amount\":9900}");
      assertThat(refused.status()).isEqualTo(507);
      assertThat(refused.text("message")).contains("SANDBOX_MAX_PAYMENTS");
    }
  }

  @Test
  void aTestCodeBringsThatErrorAndNothingHappens() {
    String payment = caller.session("order-1", 9900);
    String body =
        "{\"paymentKey\":\"%s\",\"orderId\":\"order-1\",\"amount\":9900}".formatted(payment);

    Caller.Answer answer =
        caller.merchant(
            "POST",
            "/v1/payments/confirm",
            body,
            Map.of("TossPayments-Test-Code", "REJECT_CARD_PAYMENT"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("REJECT_CARD_PAYMENT");
    assertThat(caller.lookup(payment).text("status")).isEqualTo("IN_PROGRESS");
  }

  @Test
  void resetForgetsEverything() {
    String payment = caller.session("order-1", 9900);
    caller.confirm("k1", payment, "order-1", 9900);
    advance(60);

    caller.admin("POST", "/__admin/reset", "");

    assertThat(caller.lookup(payment).status()).isEqualTo(404);
    assertThat(caller.effects().at("/total/captures").asInt(-1)).isZero();
    assertThat(caller.admin("GET", "/__admin/clock", "").body().path("aheadSeconds").asInt(-1))
        .isZero();
  }
}
