package com.moalog.server.subscription.model;

import com.moalog.server.model.MemberId;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A member's subscription to a plan. Times are UTC.
 *
 * @param id its id
 * @param member whose it is; nobody's when the member has left
 * @param plan the plan
 * @param status how it stands
 * @param payment its order and payment, once there are any
 * @param period when it began and ends
 */
public record Subscription(
    long id,
    @Nullable MemberId member,
    Plan plan,
    SubscriptionStatus status,
    @Nullable Payment payment,
    Period period) {

  /** What the news about its payment does to it; a month that has begun is not paid for again. */
  public PaymentEffect effectOf(PaymentNews news) {
    boolean begun = period.expiresAt() != null;
    return begun && news == PaymentNews.CONFIRMED ? PaymentEffect.NONE : status.after(news);
  }

  /**
   * What was ordered at the payment engine.
   *
   * @param orderId its order
   * @param paymentId its payment
   */
  public record Payment(String orderId, String paymentId) {}

  /**
   * The times of a subscription.
   *
   * @param createdAt when it was chosen
   * @param startedAt when it became active, before that when it was chosen
   * @param expiresAt when it ends, if it does
   * @param cancelledAt when it was cancelled, if it was
   */
  public record Period(
      LocalDateTime createdAt,
      LocalDateTime startedAt,
      @Nullable LocalDateTime expiresAt,
      @Nullable LocalDateTime cancelledAt) {}
}
