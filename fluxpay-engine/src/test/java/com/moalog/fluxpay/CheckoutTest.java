package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Order, payment and service in one call, and the saga that operators see of it. */
class CheckoutTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String PATH = "/api/v1/payments/checkout";
  private static final String SAGAS = "/api/v1/admin/sagas";

  private final TestEngine engine = TestEngine.shared();
  private final Shop shop = new Shop(engine);
  private final Rows rows = new Rows(engine.database());
  private final Client client = shop.client();
  private final Client operator = client.with("X-Admin-Token", Subscriber.ADMIN);
  private final String user = "user-" + UUID.randomUUID();

  private String body(String fulfilment, String more) {
    return """
    {"userId":"%s","currency":"KRW","fulfilment":"%s","paymentMethod":"CARD"%s,"lineItems":[
      {"productId":"p","productName":"P","quantity":1,"unitPrice":%d}]}
    """
        .formatted(user, fulfilment, more, Shop.PRICE);
  }

  private static String payment(Client.Reply reply) {
    return reply.data().path("payment").path("paymentId").asString();
  }

  private static String order(Client.Reply reply) {
    return reply.data().path("order").path("orderId").asString();
  }

  private Client.Reply begun(String fulfilment) {
    Client.Reply reply = client.keyed().post(PATH, body(fulfilment, ""));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply;
  }

  private JsonNode saga(String id) {
    return operator.get(SAGAS + "/" + id).data();
  }

  private void awaitSaga(String id, String status) {
    await().atMost(PATIENCE).until(() -> saga(id).path("status").asString().equals(status));
  }

  private List<String> steps(String id) {
    return saga(id)
        .path("steps")
        .valueStream()
        .map(step -> step.path("step").asString() + " " + step.path("status").asString())
        .toList();
  }

  /** What the customer does after a checkout that had no session yet. */
  private void pay(Client.Reply begun) {
    shop.approve(payment(begun), shop.session(order(begun)));
    assertThat(shop.confirm(payment(begun)).data("status")).isEqualTo("CONFIRMED");
  }

  private String balance() {
    return client.get("/api/v1/credits/" + user + "?currency=KRW").data("balance");
  }

  private void spendMost() {
    client
        .keyed()
        .post(
            "/api/v1/credits/reservations",
            "{\"userId\":\"%s\",\"amount\":8000,\"currency\":\"KRW\",\"referenceId\":\"%s\"}"
                .formatted(user, UUID.randomUUID()));
  }

  @Test
  void anOrderAndItsPaymentAreThereTogetherAndTheSagaWaitsForTheCustomer() {
    Client.Reply begun = begun("EXTERNAL");

    assertThat(begun.data().path("order").path("status").asString()).isEqualTo("PENDING");
    assertThat(begun.data().path("payment").path("status").asString()).isEqualTo("READY");
    assertThat(steps(begun.data("sagaId")))
        .contains("CREATE_ORDER COMPLETED", "PROCESS_PAYMENT COMPLETED", "CONFIRM_PAYMENT PENDING");
    pay(begun);
    awaitSaga(begun.data("sagaId"), "COMPLETED");
    assertThat(steps(begun.data("sagaId")))
        .containsExactly(
            "CREATE_ORDER COMPLETED",
            "PROCESS_PAYMENT COMPLETED",
            "CONFIRM_PAYMENT COMPLETED",
            "MARK_ORDER_PAID COMPLETED",
            "EXECUTE_SERVICE SKIPPED",
            "COMPLETE_ORDER SKIPPED");
    assertThat(shop.orderStatus(order(begun))).isEqualTo("PAID");
  }

  /** The process died between the call and its next step, when the customer had paid already. */
  private Client.Reply withSession(String then) {
    Client.Reply probe = begun("EXTERNAL");
    pass(probe, shop.session(order(probe)));
    if (!then.isEmpty()) {
      shop.failNextConfirm(order(probe), then);
    }
    resume(payment(probe));
    return probe;
  }

  private void pass(Client.Reply begun, String key) {
    rows.update(
        "UPDATE saga_instances SET context_data = jsonb_set(context_data::jsonb, '{paymentKey}', '\"%s\"')::text WHERE saga_id = '%s'"
            .formatted(key, begun.data("sagaId")));
  }

  private void resume(String payment) {
    rows.update(
        "UPDATE saga_instances SET deadline_at = now() + interval '1 hour' WHERE correlation_id = 'payment:%s'"
            .formatted(payment));
    rows.update(
        """
        INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at)
        VALUES ('service-a', 'SAGA_RESUME', '%s', now())
        ON CONFLICT (tenant_id, kind, ref_id) DO UPDATE SET run_at = now()
        """
            .formatted(payment));
    engine.runTasks();
  }

  @Test
  void aSagaWhoseProcessDiedIsFinishedByAnother() {
    Client.Reply begun = withSession("");

    awaitSaga(begun.data("sagaId"), "COMPLETED");
    assertThat(shop.find(payment(begun)).path("status").asString()).isEqualTo("CONFIRMED");
    assertThat(shop.captures(order(begun))).isEqualTo(1);
  }

  @Test
  void aSagaComesAgainForAVerificationThatWasCutOff() {
    Client.Reply begun = begun("EXTERNAL");
    pass(begun, shop.session(order(begun)));
    String status = "UPDATE payments SET status = '%s' WHERE id = '" + payment(begun) + "'";
    rows.update(status.formatted("PROCESSING"));
    resume(payment(begun));
    String task = "FROM scheduled_tasks WHERE kind = 'SAGA_RESUME' AND ref_id = '%s'";
    await()
        .atMost(PATIENCE)
        .until(() ->
            rows.count(
                    ("SELECT count(*) " + task + " AND attempts >= 1 AND owner IS NULL")
                        .formatted(payment(begun)))
                == 1);

    rows.update(status.formatted("READY"));

    awaitSaga(begun.data("sagaId"), "COMPLETED");
    assertThat(shop.captures(order(begun))).isEqualTo(1);
  }

  /** Its saga asks again, so nobody may be told that nothing was captured. */
  @Test
  void aCheckoutWhoseProviderCannotBeAskedIsAcceptedAndGoesOn() {
    String key = shop.session(UUID.randomUUID().toString());
    shop.failNextLookup(key, "{\"error\":{\"http\":500,\"code\":\"COMMON_ERROR\"}}");

    Client.Reply reply =
        client.keyed().post(PATH, body("EXTERNAL", ",\"paymentKey\":\"" + key + "\""));

    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    assertThat(reply.data().path("payment").path("status").asString()).isEqualTo("READY");
    resume(payment(reply));
    awaitSaga(reply.data("sagaId"), "COMPENSATED");
    assertThat(shop.find(payment(reply)).path("failureCode").asString())
        .isEqualTo("PSP_SESSION_MISMATCH");
  }

  @Test
  void aStepThatTakesLongGoesOnInTheBackgroundAndItsSagaIsForgottenInTime() {
    Map<String, String> hasty =
        Map.of("FLUXPAY_SAGA_STEP_TIMEOUT", "200ms", "FLUXPAY_SAGA_CLEANUP_CRON", "* * * * * *");
    try (TestEngine own = TestEngine.start(hasty)) {
      Shop buyer = new Shop(own);
      String session = buyer.session(UUID.randomUUID().toString());
      buyer.failNextLookup(session, "{\"delay\":{\"ms\":5000}}");
      Client keyed = buyer.client().keyed();
      String body = body("EXTERNAL", ",\"paymentKey\":\"" + session + "\"");

      Client.Reply reply = keyed.post(PATH, body);

      assertThat(reply.status()).as(reply.body()).isEqualTo(202);
      assertThat(reply.data().path("payment").path("status").asString())
          .isIn("READY", "PROCESSING");
      await().atMost(PATIENCE).until(() -> buyer.orderStatus(order(reply)).equals("CANCELLED"));
      assertThat(keyed.post(PATH, body).body()).isEqualTo(reply.body());
      Rows sagas = new Rows(own.database());
      sagas.update(
          """
          UPDATE saga_instances SET started_at = now() - interval '31 days',
            completed_at = now() - interval '31 days'
          """);
      await().atMost(PATIENCE).until(() -> sagas.count("SELECT count(*) FROM saga_instances") == 0);
    }
  }

  @Test
  void anUnknownOutcomeParksTheSagaUntilTheProvidersRecordTells() {
    Client.Reply begun = withSession("\"apply_then_reset\"");

    awaitSaga(begun.data("sagaId"), "COMPLETED");
    assertThat(shop.orderStatus(order(begun))).isEqualTo("PAID");
    assertThat(shop.captures(order(begun))).isEqualTo(1);
  }

  @Test
  void aDeclineTakesTheOrderBack() {
    Client.Reply begun = withSession("{\"error\":{\"http\":403,\"code\":\"REJECT_CARD_PAYMENT\"}}");

    awaitSaga(begun.data("sagaId"), "COMPENSATED");
    assertThat(shop.find(payment(begun)).path("status").asString()).isEqualTo("FAILED");
    assertThat(shop.orderStatus(order(begun))).isEqualTo("CANCELLED");
  }

  @Test
  void aSessionThatIsNotTheOrdersTakesEverythingBackWithinTheCall() {
    String key = shop.session(UUID.randomUUID().toString());

    Client keyed = client.keyed();
    String body = body("EXTERNAL", ",\"paymentKey\":\"" + key + "\"");
    Client.Reply reply = keyed.post(PATH, body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    assertThat(reply.data().path("payment").path("failureCode").asString())
        .isEqualTo("PSP_SESSION_MISMATCH");
    assertThat(reply.data().path("order").path("status").asString()).isEqualTo("CANCELLED");
    assertThat(saga(reply.data("sagaId")).path("status").asString()).isEqualTo("COMPENSATED");
    Client.Reply replayed = keyed.post(PATH, body);
    assertThat(replayed.body()).isEqualTo(reply.body());
    assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void aPaymentThatExpiresTakesTheOrderAlong() {
    Client.Reply begun = begun("EXTERNAL");
    client.post("/api/v1/payments/" + payment(begun) + "/cancel", "");

    awaitSaga(begun.data("sagaId"), "COMPENSATED");
    assertThat(shop.orderStatus(order(begun))).isEqualTo("CANCELLED");
  }

  @Test
  void paidCreditIsThereAndTheOrderIsComplete() {
    Client.Reply begun = begun("CREDIT_CHARGE");
    pay(begun);

    awaitSaga(begun.data("sagaId"), "COMPLETED");
    assertThat(shop.orderStatus(order(begun))).isEqualTo("COMPLETED");
    assertThat(balance()).isEqualTo(Integer.toString(Shop.PRICE));
  }

  @Test
  void anOrderThatWasPlacedByItselfIsServedToo() {
    Client.Reply placed = client.keyed().post("/api/v1/orders", body("CREDIT_CHARGE", ""));
    String order = placed.data("orderId");

    shop.captured(order);

    await().atMost(PATIENCE).until(() -> shop.orderStatus(order).equals("COMPLETED"));
    assertThat(balance()).isEqualTo(Integer.toString(Shop.PRICE));
  }

  @Test
  void creditGoesBackBeforeItsMoneyAndOnlyIfItIsStillThere() {
    Client.Reply begun = begun("CREDIT_CHARGE");
    pay(begun);
    awaitSaga(begun.data("sagaId"), "COMPLETED");

    Client.Reply part = shop.refund(payment(begun), 900);
    assertThat(part.data("status")).as(part.body()).isEqualTo("COMPLETED");
    assertThat(balance()).isEqualTo(Integer.toString(Shop.PRICE - 900));
    spendMost();

    Client.Reply refused = shop.refund(payment(begun), Shop.PRICE - 900);

    assertThat(refused.code()).as(refused.body()).isEqualTo("CRD_002");
    assertThat(shop.returned(order(begun))).isEqualTo(900);
    String saga = sagaOf("refund:" + part.data("refundId"));
    assertThat(steps(saga)).contains("REVERSE_ENTITLEMENT COMPLETED", "SETTLE_REFUND COMPLETED");
  }

  @Test
  void aRejectedRefundGivesTheCreditBack() {
    Client.Reply begun = begun("CREDIT_CHARGE");
    pay(begun);
    awaitSaga(begun.data("sagaId"), "COMPLETED");
    shop.failNextCancel(
        order(begun), "{\"error\":{\"http\":403,\"code\":\"NOT_CANCELABLE_PAYMENT\"}}");

    Client.Reply refund = shop.refund(payment(begun), 900);

    assertThat(refund.data("status")).as(refund.body()).isEqualTo("FAILED");
    assertThat(balance()).isEqualTo(Integer.toString(Shop.PRICE));
    String saga = sagaOf("refund:" + refund.data("refundId"));
    assertThat(saga(saga).path("status").asString()).isEqualTo("COMPENSATED");
    assertThat(steps(saga)).contains("PSP_CANCEL FAILED", "RESERVE_REFUND COMPENSATED");
  }

  /** Runs something after the money was taken and before the saga goes on. */
  private void beforeTheService(Client.Reply begun, Runnable work) {
    String name = "hold_" + payment(begun).replace("-", "");
    rows.update(
        """
        CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.run_at := now() + interval '1 hour'; RETURN NEW; END $$;
        CREATE TRIGGER %1$s BEFORE INSERT OR UPDATE ON scheduled_tasks FOR EACH ROW
          WHEN (NEW.kind = 'SAGA_RESUME' AND NEW.ref_id = '%2$s') EXECUTE FUNCTION %1$s()
        """
            .formatted(name, payment(begun)));
    pay(begun);
    work.run();
    rows.update("DROP FUNCTION " + name + "() CASCADE");
    resume(payment(begun));
  }

  @Test
  void whatIsRefundedBeforeTheCreditIsThereIsNeverCredited() {
    Client.Reply begun = begun("CREDIT_CHARGE");

    beforeTheService(
        begun,
        () -> {
          assertThat(client.post("/api/v1/orders/" + order(begun) + "/complete", "").code())
              .isEqualTo("ORD_003");
          assertThat(shop.refund(payment(begun), 900).data("status")).isEqualTo("COMPLETED");
        });

    awaitSaga(begun.data("sagaId"), "COMPENSATED");
    assertThat(shop.orderStatus(order(begun))).isEqualTo("FAILED");
    assertThat(shop.returned(order(begun))).isEqualTo(Shop.PRICE);
    assertThat(client.get("/api/v1/credits/" + user).code()).isEqualTo("CRD_001");
  }

  @Test
  void anOrderWhoseMoneyIsAllBackBeforeItsServiceHasFailed() {
    Client.Reply begun = begun("CREDIT_CHARGE");

    beforeTheService(
        begun,
        () ->
            assertThat(shop.refund(payment(begun), Shop.PRICE).data("status"))
                .isEqualTo("COMPLETED"));

    awaitSaga(begun.data("sagaId"), "COMPENSATED");
    assertThat(shop.orderStatus(order(begun))).isEqualTo("FAILED");
    assertThat(client.get("/api/v1/credits/" + user).code()).isEqualTo("CRD_001");
  }

  @Test
  void creditOfACallOfItsOwnGoesBackToo() {
    Client.Reply begun = begun("EXTERNAL");
    pay(begun);
    String charge =
        """
        {"userId":"%s","amount":%d,"currency":"KRW","source":"PAYMENT","paymentId":"%s"}
        """
            .formatted(user, Shop.PRICE, payment(begun));
    assertThat(client.keyed().post("/api/v1/credits/charge", charge).status()).isEqualTo(201);

    assertThat(shop.refund(payment(begun), 900).data("status")).isEqualTo("COMPLETED");

    assertThat(balance()).isEqualTo(Integer.toString(Shop.PRICE - 900));
    spendMost();
    Client keyed = client.keyed();
    Client.Reply refused = keyed.put("/api/v1/orders/" + order(begun) + "/cancel", "");
    assertThat(refused.code()).as(refused.body()).isEqualTo("CRD_002");
    assertThat(keyed.put("/api/v1/orders/" + order(begun) + "/cancel", "").raw().headers().map())
        .containsKey("idempotency-replayed");
    assertThat(shop.returned(order(begun))).isEqualTo(900);
  }

  private String sagaOf(String correlation) {
    return rows.value(
        "SELECT saga_id FROM saga_instances WHERE correlation_id = '" + correlation + "'");
  }

  /**
   * A tenant of its own, whose credit is switched off between the checkout and the capture; what
   * the engine remembers of the tenant does not count.
   */
  @Test
  void aServiceThatCannotBeGivenGivesTheMoneyBackOnce() {
    String tenant = "t" + UUID.randomUUID().toString().replace("-", "");
    rows.update(
        "INSERT INTO tenants (tenant_id, name, credit_enabled) VALUES ('"
            + tenant
            + "', 'T', true)");
    Client other = client.with("X-Tenant-Id", tenant);
    Shop otherShop = new Shop(engine, tenant);
    Client.Reply begun = other.keyed().post(PATH, body("CREDIT_CHARGE", ""));
    rows.update("UPDATE tenants SET credit_enabled = false WHERE tenant_id = '" + tenant + "'");

    otherShop.approve(payment(begun), otherShop.session(order(begun)));
    assertThat(otherShop.confirm(payment(begun)).data("status")).isEqualTo("CONFIRMED");

    Client others = operator.with("X-Tenant-Id", tenant);
    String path = SAGAS + "/" + begun.data("sagaId");
    await().atMost(PATIENCE).until(() -> others.get(path).data("status").equals("COMPENSATED"));
    assertThat(otherShop.orderStatus(order(begun))).isEqualTo("FAILED");
    assertThat(otherShop.find(payment(begun)).path("status").asString()).isEqualTo("REFUNDED");
    assertThat(otherShop.cancels(order(begun))).isEqualTo(1);
    rows.update(
        "UPDATE saga_instances SET status = 'FAILED' WHERE saga_id = '"
            + begun.data("sagaId")
            + "'");
    engine.countQueues();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(operator.get("/actuator/prometheus").body())
                .containsPattern("fluxpay_saga_stuck(\\{[^}]*})? [1-9]"));
    assertThat(others.post(path + "/retry", "").status()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> others.get(path).data("status").equals("COMPENSATED"));
    assertThat(otherShop.cancels(order(begun))).isEqualTo(1);
  }

  @Test
  void operatorsListSagasAndNobodyElseDoes() {
    Client.Reply begun = begun("EXTERNAL");
    String path = SAGAS + "/" + begun.data("sagaId");

    assertThat(operator.get(SAGAS + "?status=PROCESSING&type=PAYMENT_SAGA&limit=500").data())
        .anyMatch(saga -> saga.path("sagaId").asString().equals(begun.data("sagaId")));
    assertThat(operator.get(SAGAS + "?type=REFUND_SAGA&limit=500").data())
        .noneMatch(saga -> saga.path("sagaId").asString().equals(begun.data("sagaId")));
    assertThat(operator.get(SAGAS + "?status=LOST").code()).isEqualTo("VAL_001");
    assertThat(operator.post(path + "/retry", "").code()).isEqualTo("ADM_002");
    assertThat(client.get(SAGAS).code()).isEqualTo("ATH_001");
    assertThat(operator.with("X-Tenant-Id", "moalog").get(path).code()).isEqualTo("ADM_001");
  }

  @Test
  void aRenewalIsASagaOfItsBill() {
    Subscriber subscriber = Subscriber.of(engine);
    String subscription = subscriber.active(7000);

    String saga =
        rows.value(
            """
            SELECT i.saga_id FROM saga_instances i
            JOIN subscription_invoices v ON i.correlation_id = 'invoice:' || v.id
            WHERE v.subscription_id = '%s'
            """
                .formatted(subscription));
    JsonNode shown = operator.with("X-Tenant-Id", Subscriber.TENANT).get(SAGAS + "/" + saga).data();

    assertThat(shown.path("status").asString()).isEqualTo("COMPLETED");
    assertThat(shown.path("steps")).hasSize(6);
  }

  @Test
  void refusesACheckoutThatCannotBe() {
    assertThat(client.post(PATH, body("EXTERNAL", "")).code()).isEqualTo("VAL_002");
    Client.Reply refused = client.keyed().post(PATH, "{\"userId\":\"u\"}");
    assertThat(refused.code()).isEqualTo("VAL_001");
    assertThat(
            client
                .with("X-Tenant-Id", "moalog")
                .keyed()
                .post(PATH, body("CREDIT_CHARGE", ""))
                .code())
        .isEqualTo("CRD_005");
  }
}
