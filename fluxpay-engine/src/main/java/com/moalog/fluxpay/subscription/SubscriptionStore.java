package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.subscription.model.BillingKeyId;
import com.moalog.fluxpay.subscription.model.Period;
import com.moalog.fluxpay.subscription.model.Subscription;
import com.moalog.fluxpay.subscription.model.SubscriptionId;
import com.moalog.fluxpay.subscription.model.SubscriptionStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscriptions in the database. Thread-safe. */
final class SubscriptionStore {

  /**
   * A subscription with its place in the event history.
   *
   * @param subscription the subscription
   * @param eventSequence the sequence of its last event
   */
  record Stored(Subscription subscription, long eventSequence) {}

  /** Stores a new subscription; false when the user has a live one to the plan. */
  boolean insert(TenantTransaction transaction, Subscription subscription, long eventSequence) {
    return bound(
                transaction.sql(
                    """
                    INSERT INTO subscriptions (id, tenant_id, user_id, plan_id, pending_plan_id,
                      status, billing_key_id, anchor_day, current_period_start, current_period_end,
                      next_billing_at, trial_end_at, cancel_at_period_end, end_announced,
                      retry_count, paused_at, cancelled_at, metadata, created_at, updated_at,
                      event_seq)
                    VALUES (:id, :tenant, :user, :plan, :pending, :status, :key, :anchor, :start,
                      :end, :next, :trial, :ending, :announced, :declined, :paused, :cancelled,
                      CAST(:metadata AS jsonb), :created, :updated, :sequence)
                    ON CONFLICT (tenant_id, user_id, plan_id)
                      WHERE status NOT IN ('CANCELLED', 'EXPIRED') DO NOTHING
                    """),
                transaction,
                subscription,
                eventSequence)
            .param("user", subscription.userId().value())
            .param("metadata", subscription.terms().metadata())
            .param("created", utc(subscription.times().createdAt()))
            .update()
        == 1;
  }

  void update(TenantTransaction transaction, Subscription subscription, long eventSequence) {
    bound(
            transaction.sql(
                """
                UPDATE subscriptions SET plan_id = :plan, pending_plan_id = :pending,
                  status = :status, billing_key_id = :key, anchor_day = :anchor,
                  current_period_start = :start, current_period_end = :end,
                  next_billing_at = :next, trial_end_at = :trial, cancel_at_period_end = :ending,
                  end_announced = :announced, retry_count = :declined, paused_at = :paused,
                  cancelled_at = :cancelled, updated_at = :updated, event_seq = :sequence,
                  version = version + 1
                WHERE tenant_id = :tenant AND id = :id
                """),
            transaction,
            subscription,
            eventSequence)
        .update();
  }

  private static JdbcClient.StatementSpec bound(
      JdbcClient.StatementSpec statement,
      TenantTransaction transaction,
      Subscription subscription,
      long eventSequence) {
    @Nullable BillingKeyId key = subscription.terms().billingKeyId();
    return statement
        .param("id", subscription.id().value())
        .param("tenant", transaction.tenant())
        .param("plan", subscription.terms().planId())
        .param("pending", subscription.terms().pendingPlanId())
        .param("status", subscription.status().name())
        .param("key", key == null ? null : key.value())
        .param("anchor", subscription.billing().anchorDay())
        .param("start", utc(subscription.period().start()))
        .param("end", utc(subscription.period().end()))
        .param("next", utc(subscription.billing().nextAt()))
        .param("trial", utc(subscription.billing().trialEndAt()))
        .param("ending", subscription.ending().atPeriodEnd())
        .param("announced", subscription.ending().announced())
        .param("declined", subscription.billing().declined())
        .param("paused", utc(subscription.ending().pausedAt()))
        .param("cancelled", utc(subscription.ending().cancelledAt()))
        .param("updated", utc(subscription.times().updatedAt()))
        .param("sequence", eventSequence);
  }

  Optional<Subscription> find(TenantTransaction transaction, SubscriptionId id) {
    return one(transaction, id, "").map(Stored::subscription);
  }

  /** Reads the subscription and locks its row until the transaction ends. */
  Optional<Stored> lock(TenantTransaction transaction, SubscriptionId id) {
    return one(transaction, id, " FOR UPDATE");
  }

  private static Optional<Stored> one(
      TenantTransaction transaction, SubscriptionId id, String lock) {
    return transaction
        .sql("SELECT * FROM subscriptions WHERE tenant_id = :tenant AND id = :id" + lock)
        .param("tenant", transaction.tenant())
        .param("id", id.value())
        .query(SubscriptionStore::row)
        .optional();
  }

  /** Lets one transaction at a time choose plans for the user. */
  void lockPlans(TenantTransaction transaction, UserId user) {
    transaction
        .sql("SELECT pg_advisory_xact_lock(hashtextextended(:tenant || ':' || :user, 0))")
        .param("tenant", transaction.tenant())
        .param("user", user.value())
        .query((_, _) -> true)
        .single();
  }

  /**
   * The user's subscriptions that are not over and are to the plan, will be, or have a bill for it
   * that is not settled. A plan has one at most, or a charge for the other could not be settled.
   */
  List<SubscriptionId> holding(TenantTransaction transaction, UserId user, String planId) {
    return transaction
        .sql(
            """
            SELECT id FROM subscriptions s
            WHERE tenant_id = :tenant AND user_id = :user
              AND status NOT IN ('CANCELLED', 'EXPIRED')
              AND (plan_id = :plan OR pending_plan_id = :plan OR EXISTS (
                SELECT 1 FROM subscription_invoices i
                WHERE i.tenant_id = :tenant AND i.subscription_id = s.id AND i.status = 'OPEN'
                  AND i.plan_id = :plan))
            """)
        .param("tenant", transaction.tenant())
        .param("user", user.value())
        .param("plan", planId)
        .query((row, _) -> new SubscriptionId(row.getObject("id", UUID.class)))
        .list();
  }

  /** The user's subscriptions of the page, newest first, and perhaps one more. */
  List<Subscription> of(TenantTransaction transaction, UserId user, Page page) {
    return transaction
        .sql(
            """
            SELECT * FROM subscriptions
            WHERE tenant_id = :tenant AND user_id = :user
              AND (created_at, id) < (:before, :beforeId)
            ORDER BY created_at DESC, id DESC LIMIT :rows
            """)
        .param("tenant", transaction.tenant())
        .param("user", user.value())
        .param("before", page.beforeTime())
        .param("beforeId", page.beforeId())
        .param("rows", page.rows())
        .query(SubscriptionStore::row)
        .list()
        .stream()
        .map(Stored::subscription)
        .toList();
  }

  @SuppressWarnings("UnusedVariable") // the row number belongs to the mapper's shape
  private static Stored row(ResultSet row, int number) throws SQLException {
    @Nullable UUID key = row.getObject("billing_key_id", UUID.class);
    Subscription subscription =
        new Subscription(
            new SubscriptionId(row.getObject("id", UUID.class)),
            new UserId(row.getString("user_id")),
            new Subscription.Terms(
                row.getString("plan_id"),
                row.getString("pending_plan_id"),
                key == null ? null : new BillingKeyId(key),
                row.getString("metadata")),
            SubscriptionStatus.valueOf(row.getString("status")),
            new Period(
                row.getObject("current_period_start", OffsetDateTime.class).toInstant(),
                row.getObject("current_period_end", OffsetDateTime.class).toInstant()),
            new Subscription.Billing(
                row.getInt("anchor_day"),
                instant(row, "next_billing_at"),
                instant(row, "trial_end_at"),
                row.getInt("retry_count")),
            new Subscription.Ending(
                row.getBoolean("cancel_at_period_end"),
                row.getBoolean("end_announced"),
                instant(row, "paused_at"),
                instant(row, "cancelled_at")),
            new Subscription.Times(
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant()));
    return new Stored(subscription, row.getLong("event_seq"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
