package com.moalog.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold when nothing goes wrong any more and enough time has passed. Stateless. */
final class Verdict {

  private static final String TENANT = "TENANT";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration STEP = Duration.ofMinutes(2);

  /** What is still on its way. */
  private static final String LOOSE_ENDS =
      """
      SELECT 'payment ' || id || ' is ' || status FROM payments
        WHERE tenant_id = 'TENANT' AND status IN ('PROCESSING', 'CONFIRMING', 'UNKNOWN')
      UNION ALL SELECT 'refund ' || refund_id || ' is ' || status FROM refunds
        WHERE tenant_id = 'TENANT' AND status IN ('REQUESTED', 'PROCESSING')
      UNION ALL SELECT 'task ' || kind || ' ' || ref_id FROM scheduled_tasks
        WHERE tenant_id = 'TENANT' AND kind IN ('PAYMENT_RECONCILE', 'REFUND_RECONCILE',
          'LATE_CAPTURE', 'WEBHOOK_INBOUND', 'SAGA_RESUME')
      UNION ALL SELECT 'key of ' || endpoint || ' is ' || status FROM idempotency_keys
        WHERE tenant_id = 'TENANT' AND status <> 'completed'
      UNION ALL SELECT 'event ' || event_type || ' is ' || status FROM outbox_events
        WHERE tenant_id = 'TENANT' AND status <> 'PUBLISHED'
      """;

  /** What must not be. */
  private static final String FAULTS =
      """
      SELECT 'events of ' || aggregate_type || ' ' || aggregate_id || ' have a gap'
        FROM outbox_events WHERE tenant_id = 'TENANT'
        GROUP BY aggregate_type, aggregate_id HAVING max(aggregate_seq) <> count(*)
      UNION ALL SELECT 'payment ' || id || ' has ' || n || ' times ' || type
        FROM (SELECT p.id, w.type, w.wanted, (SELECT count(*) FROM outbox_events e
            WHERE e.tenant_id = p.tenant_id AND e.aggregate_id = p.id::text
              AND e.event_type = w.type) AS n
          FROM payments p CROSS JOIN LATERAL (VALUES
            ('payment.confirmed', (p.confirmed_at IS NOT NULL)::int),
            ('payment.failed', (p.status = 'FAILED')::int)) AS w (type, wanted)
          WHERE p.tenant_id = 'TENANT') c WHERE n <> wanted
      UNION ALL SELECT 'refund ' || id || ' has ' || n || ' times ' || type
        FROM (SELECT r.refund_id AS id, w.type, w.wanted, (SELECT count(*) FROM outbox_events e
            WHERE e.tenant_id = r.tenant_id AND e.event_type = w.type
              AND e.aggregate_id = r.refund_id) AS n
          FROM refunds r CROSS JOIN LATERAL (VALUES ('refund.requested', 1),
            ('refund.completed', (r.status = 'COMPLETED')::int),
            ('refund.failed', (r.status = 'FAILED')::int)) AS w (type, wanted)
          WHERE r.tenant_id = 'TENANT') c WHERE n <> wanted
      UNION ALL SELECT 'order ' || id || ' has ' || n || ' times ' || type
        FROM (SELECT o.id, w.type, w.wanted, (SELECT count(*) FROM outbox_events e
            WHERE e.tenant_id = o.tenant_id AND e.aggregate_id = o.id::text
              AND e.event_type = w.type) AS n
          FROM orders o CROSS JOIN LATERAL (VALUES ('order.created', 1),
            ('order.paid', (o.paid_at IS NOT NULL)::int),
            ('order.cancelled', (o.status = 'CANCELLED')::int)) AS w (type, wanted)
          WHERE o.tenant_id = 'TENANT') c WHERE n <> wanted
      UNION ALL SELECT 'payment ' || p.id || ' says ' || p.refunded_amount || ' went back'
        FROM payments p WHERE tenant_id = 'TENANT' AND refunded_amount <> (
          SELECT coalesce(sum(amount), 0) FROM refunds r
          WHERE r.payment_id = p.id AND r.status = 'COMPLETED')
      UNION ALL SELECT 'ledger entry ' || ledger_id || ' does not balance'
        FROM credit_postings WHERE tenant_id = 'TENANT'
        GROUP BY ledger_id HAVING sum(amount) <> 0
      UNION ALL SELECT 'credit differs from its postings'
        FROM credits c WHERE tenant_id = 'TENANT' AND balance <> (
          SELECT coalesce(sum(amount), 0) FROM credit_postings p
          WHERE p.tenant_id = c.tenant_id AND account_code LIKE 'user:' || c.user_id || ':%')
      """;

  private static final String MONEY =
      """
      SELECT concat_ws(' ', order_id,
        sum(CASE WHEN confirmed_at IS NULL THEN 0 ELSE trim_scale(amount - refunded_amount) END),
        count(confirmed_at))
      FROM payments WHERE tenant_id = 'TENANT' GROUP BY order_id
      """;

  private Verdict() {}

  /** Everything that is wrong with the shop; empty when nothing is. */
  static List<String> of(Shop shop) throws IOException {
    shop.mishaps().end();
    List<String> faults = settled(shop);
    shop.mishaps().deliverForgotten();
    faults.addAll(shop.sql().find(FAULTS.replace(TENANT, shop.tenant())));
    for (String row : shop.sql().find(MONEY.replace(TENANT, shop.tenant()))) {
      money(shop, row.split(" ", -1), faults);
    }
    faults.addAll(shop.contradictions());
    return faults;
  }

  /** Lets time pass until nothing is on its way, or until that takes too long. */
  private static List<String> settled(Shop shop) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String question = LOOSE_ENDS.replace(TENANT, shop.tenant());
    List<String> loose = shop.sql().find(question);
    while (!loose.isEmpty() && System.nanoTime() - deadline < 0) {
      shop.pass(STEP);
      LockSupport.parkNanos(PAUSE.toNanos());
      loose = shop.sql().find(question);
    }
    return new ArrayList<>(loose);
  }

  /** What the provider holds of the money of an order is what the engine's books say. */
  private static void money(Shop shop, String[] known, List<String> faults) throws IOException {
    JsonNode effects = JSON.readTree(shop.effects(known[0]));
    JsonNode total = effects.path("total");
    double held = total.path("captured").asDouble() - total.path("canceled").asDouble();
    if (held != Double.parseDouble(known[1])) {
      faults.add(
          "the provider holds %s of order %s instead of %s".formatted(held, known[0], known[1]));
    }
    for (JsonNode payment : effects.path("payments").values()) {
      if (payment.path("captures").asInt() > 1) {
        faults.add("a payment of order " + known[0] + " was captured twice");
      }
    }
    if (Integer.parseInt(known[2]) > 1) {
      faults.add("order " + known[0] + " was paid twice");
    }
  }
}
