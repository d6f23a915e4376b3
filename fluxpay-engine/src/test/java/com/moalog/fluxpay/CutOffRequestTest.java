package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.moalog.local.servers.RunningServer;
import com.moalog.local.servers.TestServers;
import com.moalog.sandbox.SandboxServer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Requests whose engine was killed half-way, and which others settled before the client came back
 * with the same key: the client gets the result of its own request, a stranger the refusal.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutOffRequestTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SUBSCRIPTION_PRICE = 7_003;

  private final SandboxServer sandbox = TestEngine.startSandbox();
  private final TestServers.Database database = TestServers.freshPostgresDatabase();
  private final Rows rows = new Rows(database);
  private RunningServer<EngineProcess> engine;
  private Shop shop;
  private Subscriber subscriber;

  private Cut approval;
  private Cut overtakenApproval;
  private Cut confirmation;
  private Cut unsent;
  private Cut subscription;

  /** A request that was under way when the engine died. */
  private record Cut(String subject, String path, String body, String key) {

    static Cut of(String subject, String path, String body) {
      return new Cut(subject, path, body, UUID.randomUUID().toString());
    }

    Client.Reply send(Client client) {
      return client.keyed(key).post(path, body);
    }
  }

  @BeforeAll
  void killTheEngineAmidFiveRequests() throws Exception {
    engine = EngineProcess.start(database, sandbox, Map.of());
    Client client = Client.of(engine.server().address());
    Client provider = Client.of(sandbox.address());
    shop = new Shop(client, provider);
    subscriber = new Subscriber(client, provider, rows, () -> {});
    approval = approval();
    overtakenApproval = approval();
    String order = shop.order();
    String payment = shop.approved(order);
    confirmation = confirmation(payment);
    String unsentOrder = shop.order();
    unsent = confirmation(shop.approved(unsentOrder));
    String plan = subscriber.plan(SUBSCRIPTION_PRICE, 0);
    subscription = Cut.of("", "/api/v1/subscriptions", subscriber.body(plan, subscriber.card()));
    shop.failLookups("\"hang\"", 2);
    shop.failNextConfirm(order, "\"apply_then_hang\"");
    shop.failNextConfirm(unsentOrder, "\"hang\"");
    subscriber.failCharges(SUBSCRIPTION_PRICE, 1, "\"hang\"");
    List<Thread> calls =
        List.of(
            lost(approval, client),
            lost(overtakenApproval, client),
            lost(confirmation, client),
            lost(unsent, client),
            lost(subscription, subscriber.client()));
    await().atMost(PATIENCE).until(() -> askedOf("VERIFY") == 2);
    await().atMost(PATIENCE).until(() -> askedOf("CONFIRM") == 2);
    await().atMost(PATIENCE).until(() -> askedOf("BILLING") == 1);
    await().atMost(PATIENCE).until(() -> shop.captures(order) == 1);
    await().atMost(PATIENCE).until(() -> held(provider) == calls.size());
    engine.kill();
    for (Thread call : calls) {
      call.join();
    }
    // The dead process's requests are long gone, not on their way any more.
    rows.update("UPDATE payment_attempts SET started_at = started_at - interval '2 minutes'");
    rows.update("UPDATE payments SET updated_at = updated_at - interval '2 minutes'");
    subscriber.failCharges(
        SUBSCRIPTION_PRICE, 1, "{\"error\":{\"http\":403,\"code\":\"REJECT_CARD_PAYMENT\"}}");
    rows.update("UPDATE scheduled_tasks SET run_at = now() + interval '1 hour'");
    engine.restart();
    rows.update(
        "UPDATE scheduled_tasks SET run_at = now() WHERE ref_id <> '" + unsent.subject() + "'");
  }

  private static Cut confirmation(String payment) {
    return Cut.of(payment, "/api/v1/payments/" + payment + "/confirm", "");
  }

  private Cut approval() {
    String order = shop.order();
    String payment = shop.payment(order);
    return Cut.of(
        payment, "/api/v1/payments/" + payment + "/approve", Shop.approval(shop.session(order)));
  }

  /** Requests that reached the provider and get no answer. */
  private static long held(Client provider) {
    return provider
        .get("/__admin/requests")
        .json()
        .path("requests")
        .valueStream()
        .filter(request -> request.path("fault").asString("").endsWith("hang"))
        .count();
  }

  private long askedOf(String operation) {
    return rows.count(
        "SELECT count(*) FROM payment_attempts WHERE status = 'REQUESTED' AND operation = '"
            + operation
            + "'");
  }

  private static Thread lost(Cut cut, Client client) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            cut.send(client);
          } catch (UncheckedIOException killed) {
            assertThat(killed).hasMessageContaining(cut.path());
          }
        });
  }

  @AfterAll
  void stop() throws Exception {
    engine.kill();
    sandbox.close();
  }

  private void awaitStatus(Cut cut, String status) {
    await()
        .atMost(PATIENCE)
        .until(() -> shop.find(cut.subject()).path("status").asString().equals(status));
  }

  /** The same request again, once the dead process's right to execute it has run out. */
  private Client.Reply repeated(Cut cut, Client client) {
    await().atMost(PATIENCE).until(() -> !cut.send(client).code().equals("VAL_005"));
    return cut.send(client);
  }

  @Test
  void anApprovalThatWasUndoneIsDoneByItsRepeat() {
    awaitStatus(approval, "READY");

    Client.Reply reply = repeated(approval, shop.client());

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.data("status")).isEqualTo("APPROVED");
  }

  @Test
  void anApprovalThatSomebodyElseMadeMeanwhileIsRefused() {
    awaitStatus(overtakenApproval, "READY");
    Client.Reply other =
        shop.client().keyed().post(overtakenApproval.path(), overtakenApproval.body());
    assertThat(other.data("status")).as(other.body()).isEqualTo("APPROVED");

    assertThat(repeated(overtakenApproval, shop.client()).code()).isEqualTo("PAY_006");
  }

  @Test
  void aConfirmThatWasSettledMeanwhileIsAnsweredAsItsOwn() {
    awaitStatus(confirmation, "CONFIRMED");

    Client.Reply reply = repeated(confirmation, shop.client());

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.data("status")).isEqualTo("CONFIRMED");
    assertThat(shop.client().keyed().post(confirmation.path(), "").code()).isEqualTo("PAY_006");
    assertThat(shop.captures(shop.find(confirmation.subject()).path("orderId").asString()))
        .isEqualTo(1);
  }

  @Test
  void aConfirmWhoseTimeALookUpTookIsNotAskedForAgainInIt() {
    String key =
        rows.value(
            "SELECT pg_payment_key FROM payments WHERE id = '%s'".formatted(unsent.subject()));
    shop.failNextLookup(key, "{\"delay\":{\"ms\":8000}}");
    await().atMost(PATIENCE).until(() -> !unsent.send(shop.client()).code().equals("VAL_005"));

    assertThat(
            rows.count(
                "SELECT count(*) FROM payment_attempts WHERE operation = 'CONFIRM'"
                    + " AND payment_id = '%s'".formatted(unsent.subject())))
        .isEqualTo(1);
    assertThat(shop.find(unsent.subject()).path("status").asString()).isEqualTo("UNKNOWN");
    rows.update(
        "UPDATE scheduled_tasks SET run_at = now() WHERE ref_id = '" + unsent.subject() + "'");
    awaitStatus(unsent, "CONFIRMED");
  }

  @Test
  void aSubscriptionWhoseChargeWasDeclinedMeanwhileIsNotBegunTwice() {
    await()
        .atMost(PATIENCE)
        .until(() -> rows.count("SELECT count(*) FROM subscriptions WHERE status='EXPIRED'") == 1);

    Client.Reply reply = repeated(subscription, subscriber.client());

    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("SUB_004");
    assertThat(rows.count("SELECT count(*) FROM subscriptions")).isEqualTo(1);
  }
}
