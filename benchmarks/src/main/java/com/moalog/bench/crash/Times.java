package com.moalog.bench.crash;

/** Lets merchants in, and lets time pass for one of them alone. Thread-safe. */
final class Times {

  private final Database database;

  Times(Database database) {
    this.database = database;
  }

  void open(Merchant merchant) {
    database.update(
        """
        INSERT INTO tenants (tenant_id, name, credit_enabled, subscription_enabled)
        VALUES (?, 'Crash', true, true)
        """,
        merchant.tenant());
  }

  /** Two minutes pass, and all that waits for a look gets it. */
  void pass(Merchant merchant) {
    String tenant = merchant.tenant();
    database.update(
        """
        UPDATE payment_attempts SET started_at = started_at - interval '2 minutes'
        WHERE tenant_id = ?
        """,
        tenant);
    database.update(
        "UPDATE payments SET updated_at = updated_at - interval '2 minutes' WHERE tenant_id = ?",
        tenant);
    database.update(
        """
        UPDATE scheduled_tasks SET run_at = now() WHERE tenant_id = ? AND kind IN
          ('PAYMENT_RECONCILE', 'REFUND_RECONCILE', 'SUBSCRIPTION_CYCLE', 'SAGA_RESUME')
        """,
        tenant);
  }

  /** The next charge of every subscription of the merchant becomes due. */
  void passUntilDue(Merchant merchant) {
    database.update(
        """
        WITH late AS (SELECT id, next_billing_at - now() AS rest FROM subscriptions
            WHERE tenant_id = ?),
          bills AS (UPDATE subscription_invoices SET period_start = period_start - rest,
            period_end = period_end - rest FROM late WHERE subscription_id = late.id),
          times AS (UPDATE subscriptions s SET created_at = created_at - rest,
            current_period_start = current_period_start - rest,
            current_period_end = current_period_end - rest,
            next_billing_at = next_billing_at - rest FROM late WHERE s.id = late.id)
        UPDATE scheduled_tasks SET run_at = now()
        WHERE tenant_id = ? AND kind = 'SUBSCRIPTION_CYCLE'
        """,
        merchant.tenant());
  }
}
