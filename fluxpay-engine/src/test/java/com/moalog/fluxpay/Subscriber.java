package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A user of a tenant with subscriptions, and the hand that moves the user's time. */
final class Subscriber {

  static final String TENANT = "subscribers";
  static final String ADMIN = "an operators' token";

  private final Client client;
  private final Client provider;
  private final Rows rows;
  private final Runnable tasks;
  private final String user = "user-" + UUID.randomUUID();

  /**
   * A new user.
   *
   * @param tasks has what is due done at once
   */
  Subscriber(Client client, Client provider, Rows rows, Runnable tasks) {
    this.client = client.with("X-Tenant-Id", TENANT);
    this.provider = provider;
    this.rows = rows;
    this.tasks = tasks;
    rows.update(
        """
        INSERT INTO tenants (tenant_id, name, credit_enabled, subscription_enabled)
        VALUES ('%s', 'Subscribers', true, true) ON CONFLICT DO NOTHING
        """
            .formatted(TENANT));
  }

  static Subscriber of(TestEngine engine) {
    return new Subscriber(
        Client.of(engine.address()),
        Client.of(engine.sandbox().address()),
        new Rows(engine.database()),
        engine::runTasks);
  }

  Client client() {
    return client;
  }

  String user() {
    return user;
  }

  /** A monthly plan of its own. */
  String plan(int amount, int trialDays) {
    String id = "P" + UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    Client.Reply reply = putPlan(id, amount, trialDays);
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return id;
  }

  Client.Reply putPlan(String id, int amount, int trialDays) {
    return client
        .with("X-Admin-Token", ADMIN)
        .put(
            "/api/v1/subscription-plans/" + id,
            """
            {"name":"A plan","amount":%d,"currency":"KRW","interval":"MONTH","trialDays":%d}
            """
                .formatted(amount, trialDays));
  }

  String card() {
    Client.Reply reply =
        client
            .keyed()
            .post(
                "/api/v1/billing-keys",
                "{\"userId\":\"%s\",\"authKey\":\"%s\",\"customerKey\":\"c-%s\"}"
                    .formatted(user, UUID.randomUUID(), user));
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.data("billingKeyId");
  }

  Client.Reply subscribe(String plan, String card) {
    return client.keyed().post("/api/v1/subscriptions", body(plan, card));
  }

  String body(String plan, String card) {
    return card.isEmpty()
        ? "{\"userId\":\"%s\",\"planId\":\"%s\"}".formatted(user, plan)
        : "{\"userId\":\"%s\",\"planId\":\"%s\",\"billingKeyId\":\"%s\"}"
            .formatted(user, plan, card);
  }

  /** An active subscription to a plan of this price. */
  String active(int amount) {
    Client.Reply reply = subscribe(plan(amount, 0), card());
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    assertThat(reply.data("status")).isEqualTo("ACTIVE");
    return reply.data("subscriptionId");
  }

  JsonNode find(String subscription) {
    return client.get("/api/v1/subscriptions/" + subscription).data();
  }

  String status(String subscription) {
    return find(subscription).path("status").asString();
  }

  Client.Reply change(String subscription, String what, String body) {
    return client.keyed().put("/api/v1/subscriptions/" + subscription + "/" + what, body);
  }

  /** Lets time pass for this subscription alone, and has it looked at. */
  void pass(String subscription, String interval) {
    rows.update(
        """
        WITH bills AS (
          UPDATE subscription_invoices SET period_start = period_start - interval '%1$s',
            period_end = period_end - interval '%1$s'
          WHERE subscription_id = '%2$s')
        UPDATE subscriptions SET current_period_start = current_period_start - interval '%1$s',
          current_period_end = current_period_end - interval '%1$s',
          next_billing_at = next_billing_at - interval '%1$s',
          trial_end_at = trial_end_at - interval '%1$s', paused_at = paused_at - interval '%1$s',
          created_at = created_at - interval '%1$s'
        WHERE id = '%2$s'
        """
            .formatted(interval, subscription));
    poke(subscription);
  }

  /** Lets time pass until something is to be charged. */
  void passUntilDue(String subscription) {
    String seconds =
        rows.value(
            "SELECT ceil(extract(epoch FROM next_billing_at - now()))::bigint FROM subscriptions WHERE id = '"
                + subscription
                + "'");
    pass(subscription, seconds + " seconds");
  }

  void poke(String subscription) {
    rows.update(
        "UPDATE scheduled_tasks SET run_at = now() WHERE kind = 'SUBSCRIPTION_CYCLE' AND ref_id = '"
            + subscription
            + "'");
    tasks.run();
  }

  long invoices(String subscription, String status) {
    return rows.count(
        "SELECT count(*) FROM subscription_invoices WHERE status = '%s' AND subscription_id = '%s'"
            .formatted(status, subscription));
  }

  /** How often money was really taken for the subscription, as the provider counts. */
  int captures(String subscription) {
    String payments =
        rows.value(
            """
            SELECT string_agg(p.id::text, ',') FROM payments p JOIN orders o ON o.id = p.order_id
            WHERE o.metadata ->> 'subscriptionId' = '%s'
            """
                .formatted(subscription));
    int captures = 0;
    for (String payment : payments.split(",", -1)) {
      JsonNode effects = provider.get("/__admin/effects?orderId=" + payment).json();
      captures += effects.path("total").path("captures").asInt(0);
    }
    return captures;
  }

  /** Scripts a failure of charges of this amount. */
  void failCharges(int amount, int times, String then) {
    Client.Reply reply =
        provider.post(
            "/__admin/rules",
            """
            {"match":{"operation":"billing_charge","amount":%d},"times":%d,"then":%s}
            """
                .formatted(amount, times, then));
    assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
  }

  /** The newest payment of the subscription. */
  String payment(String subscription) {
    return rows.value(
        """
        SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id
        WHERE o.metadata ->> 'subscriptionId' = '%s' ORDER BY p.created_at DESC LIMIT 1
        """
            .formatted(subscription));
  }

  /** Scripts what becomes of one look-up of the subscription's newest charge. */
  void failLookups(String subscription, String then) {
    Client.Reply reply =
        provider.post(
            "/__admin/rules",
            """
            {"match":{"operation":"lookup","orderId":"%s"},"times":1,"then":%s}
            """
                .formatted(payment(subscription), then));
    assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
  }

  /** The provider takes the money of the newest charge although the engine was told otherwise. */
  void captureBehindTheEngine(String subscription, int amount) {
    String payment = payment(subscription);
    String path =
        provider
            .get("/__admin/requests?operation=billing_charge")
            .json()
            .path("requests")
            .valueStream()
            .filter(one -> one.path("subject").path("orderId").asString("").equals(payment))
            .map(one -> one.path("path").asString())
            .findFirst()
            .orElseThrow();
    String login =
        Base64.getEncoder()
            .encodeToString((TestEngine.PROVIDER_KEY + ":").getBytes(StandardCharsets.UTF_8));
    Client.Reply reply =
        provider
            .with("Authorization", "Basic " + login)
            .post(
                path,
                "{\"customerKey\":\"c-%s\",\"amount\":%d,\"orderId\":\"%s\",\"orderName\":\"A plan\"}"
                    .formatted(user, amount, payment));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
  }

  /** The types of the subscription's events, in order. */
  String events(String subscription) {
    return rows.value(
        "SELECT string_agg(event_type, ',' ORDER BY aggregate_seq) FROM outbox_events WHERE aggregate_id = '"
            + subscription
            + "'");
  }

  Rows rows() {
    return rows;
  }
}
