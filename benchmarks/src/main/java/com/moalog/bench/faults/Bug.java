package com.moalog.bench.faults;

import java.util.Locale;

/**
 * Mistakes that are made on purpose for merchants of their own, to see that the schedules find
 * them. They are made between the engine and the world, so the engine is the shipped one.
 */
enum Bug {
  /** Whoever lost its right to execute a request stores its answer all the same. */
  NO_FENCING("", ""),

  /** One kind of event is not written down. */
  LOST_EVENT(
      "outbox_events",
      "BEFORE INSERT ON %s FOR EACH ROW WHEN (NEW.event_type = 'payment.confirmed' AND %s)"),

  /**
   * A call to the provider whose answer got lost is sent again without its key and without the
   * balance that it was meant for.
   */
  RETRY_WITHOUT_KEY("", ""),

  /** Nobody looks after what a failed payment's session does later. */
  FORGOTTEN_CAPTURE(
      "scheduled_tasks",
      "BEFORE INSERT ON %s FOR EACH ROW WHEN (NEW.kind = 'LATE_CAPTURE' AND %s)"),

  /** A completed refund is taken off the payment twice. */
  REFUND_TWICE(
      "payments",
      "BEFORE UPDATE ON %s FOR EACH ROW WHEN (NEW.refunded_amount > OLD.refunded_amount AND %s)");

  private final String table;
  private final String trigger;

  Bug(String table, String trigger) {
    this.table = table;
    this.trigger = trigger;
  }

  /** What the names of the merchants begin with for whom it is made. */
  String prefix() {
    return "bug-" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-";
  }

  boolean concerns(String tenant) {
    return tenant.startsWith(prefix());
  }

  /** What the database must be told; empty when the mistake is made elsewhere. */
  String sql() {
    if (trigger.isEmpty()) {
      return "";
    }
    String doing =
        this == REFUND_TWICE
            ? "NEW.refunded_amount := least(NEW.amount - NEW.pending_refund_amount,"
                + " 2 * NEW.refunded_amount - OLD.refunded_amount); RETURN NEW;"
            : "RETURN NULL;";
    String concerned = "NEW.tenant_id LIKE '" + prefix() + "%'";
    String name = "made_" + name().toLowerCase(Locale.ROOT);
    return "CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN %s END';"
            .formatted(name, doing)
        + "CREATE TRIGGER %s %s EXECUTE FUNCTION %s()"
            .formatted(name, trigger.formatted(table, concerned), name);
  }
}
