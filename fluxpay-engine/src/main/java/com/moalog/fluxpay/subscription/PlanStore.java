package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.subscription.model.BillingInterval;
import com.moalog.fluxpay.subscription.model.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The plans of a tenant in the database. Thread-safe. */
final class PlanStore {

  /** Most plans of a tenant. */
  static final int PLANS_MOST = 500;

  Optional<Plan> find(TenantTransaction transaction, String id) {
    return transaction
        .sql("SELECT * FROM subscription_plans WHERE tenant_id = :tenant AND plan_id = :id")
        .param("tenant", transaction.tenant())
        .param("id", id)
        .query(PlanStore::row)
        .optional();
  }

  List<Plan> all(TenantTransaction transaction) {
    return transaction
        .sql(
            """
            SELECT * FROM subscription_plans WHERE tenant_id = :tenant ORDER BY plan_id LIMIT :most
            """)
        .param("tenant", transaction.tenant())
        .param("most", PLANS_MOST)
        .query(PlanStore::row)
        .list();
  }

  void put(TenantTransaction transaction, Plan plan) {
    transaction
        .sql(
            """
            INSERT INTO subscription_plans (tenant_id, plan_id, name, amount, currency,
              billing_interval, interval_count, trial_days, active)
            VALUES (:tenant, :id, :name, :amount, :currency, :interval, :count, :trial, :active)
            ON CONFLICT (tenant_id, plan_id) DO UPDATE SET name = excluded.name,
              amount = excluded.amount, currency = excluded.currency,
              billing_interval = excluded.billing_interval,
              interval_count = excluded.interval_count, trial_days = excluded.trial_days,
              active = excluded.active
            """)
        .param("tenant", transaction.tenant())
        .param("id", plan.id())
        .param("name", plan.name())
        .param("amount", plan.price().amount())
        .param("currency", plan.price().currency().name())
        .param("interval", plan.rhythm().interval().name())
        .param("count", plan.rhythm().count())
        .param("trial", plan.trialDays())
        .param("active", plan.active())
        .update();
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static Plan row(ResultSet row, int number) throws SQLException {
    return new Plan(
        row.getString("plan_id"),
        row.getString("name"),
        new Money(row.getBigDecimal("amount"), CurrencyCode.valueOf(row.getString("currency"))),
        new Plan.Rhythm(
            BillingInterval.valueOf(row.getString("billing_interval")),
            row.getInt("interval_count")),
        row.getInt("trial_days"),
        row.getBoolean("active"));
  }
}
