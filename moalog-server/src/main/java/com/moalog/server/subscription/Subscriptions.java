package com.moalog.server.subscription;

import com.moalog.server.database.Insertion;
import com.moalog.server.model.KoreanTime;
import com.moalog.server.model.MemberId;
import com.moalog.server.subscription.model.Plan;
import com.moalog.server.subscription.model.Subscription;
import com.moalog.server.subscription.model.SubscriptionStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All subscriptions. Thread-safe; takes part in the caller's transaction. */
@Repository
class Subscriptions {

  private static final String SELECT =
      """
      SELECT subscription_id, member_id, plan_name, status, fluxpay_order_id, fluxpay_payment_id,
        created_at, started_at, expires_at, cancelled_at
      FROM member_subscription
      """;

  private final JdbcClient database;
  private final Clock clock;

  Subscriptions(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The member's only subscription that stands like this. */
  Optional<Subscription> find(MemberId member, SubscriptionStatus status) {
    return database
        .sql(SELECT + "WHERE member_id = :member AND status = :status")
        .param("member", member.value())
        .param("status", status.name())
        .query(Subscriptions::subscription)
        .optional();
  }

  Subscription get(long id) {
    return database
        .sql(SELECT + "WHERE subscription_id = :id")
        .param("id", id)
        .query(Subscriptions::subscription)
        .single();
  }

  /** The subscription, locked until the transaction ends. */
  Subscription getLocked(long id) {
    return database
        .sql(SELECT + "WHERE subscription_id = :id FOR UPDATE")
        .param("id", id)
        .query(Subscriptions::subscription)
        .single();
  }

  /** The newest subscription that the order belongs to. */
  Optional<Subscription> findByOrder(String orderId) {
    return database
        .sql(SELECT + "WHERE fluxpay_order_id = :order ORDER BY subscription_id DESC LIMIT 1")
        .param("order", orderId)
        .query(Subscriptions::subscription)
        .optional();
  }

  /** Pending ones chosen before that time, in the order of their ids, after the given id. */
  List<Subscription> pendingSince(LocalDateTime before, long after, int most) {
    return database
        .sql(
            SELECT
                + "WHERE status = 'PENDING' AND created_at <= :before AND subscription_id > :after"
                + " ORDER BY subscription_id LIMIT :most")
        .param("before", before)
        .param("after", after)
        .param("most", most)
        .query(Subscriptions::subscription)
        .list();
  }

  /** Active ones that have run out. */
  List<Subscription> overdue(int most) {
    return database
        .sql(SELECT + "WHERE status = 'ACTIVE' AND expires_at <= :now LIMIT :most")
        .param("now", now())
        .param("most", most)
        .query(Subscriptions::subscription)
        .list();
  }

  Subscription insert(MemberId member, Plan plan, SubscriptionStatus status) {
    long id =
        Insertion.idOf(
            database
                .sql(
                    """
                    INSERT INTO member_subscription
                      (member_id, plan_name, status, started_at, created_at, updated_at)
                    VALUES (:member, :plan, :status, :now, :now, :now)
                    """)
                .param("member", member.value())
                .param("plan", plan.name())
                .param("status", status.name())
                .param("now", now()));
    return get(id);
  }

  /** Keeps what was ordered, unless something is kept already. */
  void keepPayment(long id, Subscription.Payment payment) {
    database
        .sql(
            """
            UPDATE member_subscription
            SET fluxpay_order_id = :order, fluxpay_payment_id = :payment, updated_at = :now
            WHERE subscription_id = :id AND fluxpay_payment_id IS NULL
            """)
        .param("id", id)
        .param("order", payment.orderId())
        .param("payment", payment.paymentId())
        .param("now", now())
        .update();
  }

  /** Makes it the active one for a month. */
  void activate(long id) {
    database
        .sql(
            """
            UPDATE member_subscription
            SET status = 'ACTIVE', started_at = :now, expires_at = :expires, updated_at = :now
            WHERE subscription_id = :id
            """)
        .param("id", id)
        .param("now", now())
        .param("expires", now().plusMonths(1))
        .update();
  }

  void expire(long id) {
    database
        .sql(
            """
            UPDATE member_subscription SET status = 'EXPIRED', updated_at = :now
            WHERE subscription_id = :id
            """)
        .param("id", id)
        .param("now", now())
        .update();
  }

  void cancel(long id) {
    database
        .sql(
            """
            UPDATE member_subscription
            SET status = 'CANCELLED', cancelled_at = :now, updated_at = :now
            WHERE subscription_id = :id
            """)
        .param("id", id)
        .param("now", now())
        .update();
  }

  LocalDateTime now() {
    return KoreanTime.nowInUtc(clock);
  }

  private static Subscription subscription(ResultSet row, int number) throws SQLException {
    return new Subscription(
        row.getLong("subscription_id"),
        member(row),
        Plan.valueOf(row.getString("plan_name")),
        SubscriptionStatus.valueOf(row.getString("status")),
        payment(row.getString("fluxpay_order_id"), row.getString("fluxpay_payment_id")),
        new Subscription.Period(
            row.getObject("created_at", LocalDateTime.class),
            row.getObject("started_at", LocalDateTime.class),
            row.getObject("expires_at", LocalDateTime.class),
            row.getObject("cancelled_at", LocalDateTime.class)));
  }

  private static @Nullable MemberId member(ResultSet row) throws SQLException {
    long id = row.getLong("member_id");
    return row.wasNull() ? null : new MemberId(id);
  }

  private static Subscription.@Nullable Payment payment(
      @Nullable String orderId, @Nullable String paymentId) {
    return orderId == null || paymentId == null
        ? null
        : new Subscription.Payment(orderId, paymentId);
  }
}
