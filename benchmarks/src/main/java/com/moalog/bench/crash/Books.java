package com.moalog.bench.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What stands in the engine's database and at the provider when all is settled. Thread-safe. */
public final class Books {

  /** Where a merchant stands, without anything that differs from run to run. */
  private static final Map<String, String> PICTURE =
      Map.of(
          "orders",
          "SELECT status FROM orders WHERE tenant_id = ?",
          "payments",
          """
          SELECT concat_ws(' ', kind, status, trim_scale(amount), trim_scale(refunded_amount),
            trim_scale(pending_refund_amount)) FROM payments WHERE tenant_id = ?
          """,
          "refunds",
          "SELECT concat_ws(' ', status, trim_scale(amount)) FROM refunds WHERE tenant_id = ?",
          "subscriptions",
          "SELECT concat_ws(' ', status, retry_count) FROM subscriptions WHERE tenant_id = ?",
          "bills",
          "SELECT status FROM subscription_invoices WHERE tenant_id = ?",
          "cards",
          "SELECT status FROM billing_keys WHERE tenant_id = ?",
          "credit",
          """
          SELECT concat_ws(' ', trim_scale(balance), trim_scale(reserved_amount)) FROM credits
          WHERE tenant_id = ?
          """,
          "ledger",
          """
          SELECT concat_ws(' ', transaction_type, trim_scale(amount)) FROM credit_ledger
          WHERE tenant_id = ?
          """,
          "events",
          """
          SELECT event_type FROM outbox_events
          WHERE tenant_id = ? AND event_type <> 'payment.unknown'
          """);

  /** What must not be found where everybody came to an end. */
  private static final Map<String, String> LOOSE_ENDS =
      Map.of(
          "a key without an answer",
          "SELECT endpoint FROM idempotency_keys WHERE tenant_id = ? AND status <> 'completed'",
          "an event that is not published",
          "SELECT event_type FROM outbox_events WHERE tenant_id = ? AND status <> 'PUBLISHED'");

  /** What must not be found anywhere. */
  private static final Map<String, String> FAULTS =
      Map.of(
          "a gap in the events",
          """
          SELECT aggregate_id FROM outbox_events WHERE tenant_id = ?
          GROUP BY aggregate_type, aggregate_id HAVING max(aggregate_seq) <> count(*)
          """,
          "a captured payment without its one event",
          """
          SELECT id FROM payments p WHERE tenant_id = ? AND confirmed_at IS NOT NULL AND 1 <> (
            SELECT count(*) FROM outbox_events WHERE aggregate_id = p.id::text
              AND event_type = 'payment.confirmed')
          """,
          "a ledger entry that does not balance",
          """
          SELECT ledger_id FROM credit_postings WHERE tenant_id = ?
          GROUP BY ledger_id HAVING sum(amount) <> 0
          """,
          "an account that differs from its postings",
          """
          SELECT user_id FROM credits c WHERE tenant_id = ? AND balance <> (
            SELECT coalesce(sum(amount), 0) FROM credit_postings p WHERE p.tenant_id = c.tenant_id
              AND account_code LIKE 'user:' || c.user_id || ':%')
          """,
          "two bills for one period",
          """
          SELECT subscription_id FROM subscription_invoices WHERE tenant_id = ?
          GROUP BY subscription_id, period_start HAVING count(*) > 1
          """);

  private static final String PAYMENTS =
      """
      SELECT concat_ws(' ', CASE kind WHEN 'BILLING' THEN id ELSE order_id END, status,
        trim_scale(amount), trim_scale(refunded_amount)) FROM payments WHERE tenant_id = ?
      """;

  private static final List<String> CAPTURED =
      List.of("CONFIRMED", "PARTIALLY_REFUNDED", "REFUNDED");

  private final Database database;
  private final Http provider;

  public Books(Database database, Http provider) {
    this.database = database;
    this.provider = provider;
  }

  /** How much of one payment the provider took and gave back, and how often. */
  private record Effect(int captures, int captured, int cancels, int canceled) {

    Effect plus(Effect other) {
      return new Effect(
          captures + other.captures,
          captured + other.captured,
          cancels + other.cancels,
          canceled + other.canceled);
    }
  }

  /** A payment as the engine knows it; the provider calls it by its order. */
  private record Known(String order, String status, int amount, int refunded) {

    static Known of(String row) {
      String[] fields = row.split(" ", -1);
      return new Known(
          fields[0], fields[1], Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
    }

    boolean agreesWith(Effect effect) {
      boolean captured = CAPTURED.contains(status);
      return effect.captures() == (captured ? 1 : 0)
          && effect.captured() == (captured ? amount : 0)
          && effect.canceled() == refunded;
    }
  }

  /** Where the merchant stands, for people and for comparison. */
  String picture(Merchant merchant) throws IOException {
    Map<String, List<String>> picture = new TreeMap<>();
    PICTURE.forEach((part, sql) ->
        picture.put(part, database.find(sql, merchant.tenant()).stream().sorted().toList()));
    Effect total = new Effect(0, 0, 0, 0);
    for (Known payment : payments(merchant.tenant())) {
      total = total.plus(effect(payment.order()));
    }
    picture.put("provider", List.of(total.toString()));
    return picture.entrySet().stream()
        .filter(part -> !part.getValue().isEmpty())
        .map(Object::toString)
        .collect(Collectors.joining(" "))
        .replace(Integer.toString(2 * merchant.price()), "2*PRICE")
        .replace(Integer.toString(merchant.price()), "PRICE")
        .replace(Integer.toString(merchant.price() - 1), "PRICE-1");
  }

  private List<Known> payments(String tenant) {
    return database.find(PAYMENTS, tenant).stream().map(Known::of).toList();
  }

  private Effect effect(String order) throws IOException {
    JsonNode total =
        provider
            .send(new Deed.Call("GET", "/__admin/effects?orderId=" + order, ""), Map.of())
            .json()
            .path("total");
    return new Effect(
        total.path("captures").asInt(),
        total.path("captured").asInt(),
        total.path("cancels").asInt(),
        total.path("canceled").asInt());
  }

  /** Keys without an answer and events without a reader. */
  List<String> looseEnds(String tenant) {
    return found(LOOSE_ENDS, tenant);
  }

  private List<String> found(Map<String, String> faults, String tenant) {
    return faults.entrySet().stream()
        .flatMap(fault ->
            database.find(fault.getValue(), tenant).stream()
                .map(what -> fault.getKey() + ": " + what))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Everything that must not be; empty when the books are right. */
  public List<String> faults(String tenant) throws IOException {
    List<String> faults = found(FAULTS, tenant);
    for (Known payment : payments(tenant)) {
      Effect effect = effect(payment.order());
      if (!payment.agreesWith(effect)) {
        faults.add(payment + " is otherwise at the provider: " + effect);
      }
    }
    return faults;
  }
}
