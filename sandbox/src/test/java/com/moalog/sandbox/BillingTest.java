package com.moalog.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BillingTest {

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
  void refusesAKeyThatItNeverIssued() {
    assertThat(charge("unknown", "customer-1", "order-1").code())
        .isEqualTo("INVALID_BILL_KEY_REQUEST");
    assertThat(revoke("unknown").status()).isEqualTo(404);
  }

  @Test
  void refusesAnotherCustomer() {
    assertThat(charge(key("customer-1"), "customer-2", "order-1").code())
        .isEqualTo("NOT_MATCHES_CUSTOMER_KEY");
  }

  @Test
  void refusesToIssueWithoutAnApproval() {
    assertThat(issue("{\"customerKey\":\"customer-1\"}").code()).isEqualTo("INVALID_REQUEST");
  }

  @Test
  void chargesAnOrderOnce() {
    String key = key("customer-1");

    Caller.Answer charged = charge(key, "customer-1", "order-1");

    assertThat(charged.text("status")).isEqualTo("DONE");
    assertThat(charged.text("type")).isEqualTo("BILLING");
    assertThat(charge(key, "customer-1", "order-1").code()).isEqualTo("DUPLICATED_ORDER_ID");
    assertThat(caller.effects().at("/orders/order-1/captures").asInt()).isEqualTo(1);
    assertThat(caller.cancel("c1", charged.text("paymentKey"), 9900).text("status"))
        .isEqualTo("CANCELED");
  }

  @Test
  void aRevokedKeyCannotBeCharged() {
    String key = key("customer-1");

    assertThat(revoke(key).status()).isEqualTo(200);
    assertThat(revoke(key).code()).isEqualTo("NOT_FOUND_BILLING");
    assertThat(charge(key, "customer-1", "order-1").code()).isEqualTo("INVALID_BILL_KEY_REQUEST");
  }

  @Test
  void aChargeCanBeMadeToFail() {
    caller.rule(
        "{\"operation\":\"billing_charge\",\"orderId\":\"order-1\",\"amount\":9900}",
        1,
        "{\"error\":{\"http\":403,\"code\":\"REJECT_CARD_COMPANY\"}}");
    String key = key("customer-1");

    assertThat(charge(key, "customer-1", "order-1").code()).isEqualTo("REJECT_CARD_COMPANY");
    assertThat(charge(key, "customer-1", "order-1").text("status")).isEqualTo("DONE");
  }

  private String key(String customer) {
    return issue("{\"authKey\":\"auth\",\"customerKey\":\"%s\"}".formatted(customer))
        .text("billingKey");
  }

  private Caller.Answer issue(String body) {
    return caller.merchant("POST", "/v1/billing/authorizations/issue", body, Map.of());
  }

  private Caller.Answer charge(String key, String customer, String order) {
    String body =
        """
        {"customerKey":"%s","amount":9900,"orderId":"%s","orderName":"Moalog Pro"}\
        """
            .formatted(customer, order);
    return caller.merchant("POST", "/v1/billing/" + key, body, Map.of());
  }

  private Caller.Answer revoke(String key) {
    return caller.merchant("DELETE", "/v1/billing/" + key, "", Map.of());
  }
}
