package com.moalog.fluxpay.subscription;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.moalog.fluxpay.subscription.model.BillingKeyId;
import com.moalog.fluxpay.subscription.model.Subscription;
import com.moalog.fluxpay.subscription.model.SubscriptionStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A subscription as clients see it; {@code id} repeats {@code subscriptionId}. */
record SubscriptionView(
    UUID subscriptionId,
    UUID id,
    String userId,
    String planId,
    @Nullable String pendingPlanId,
    SubscriptionStatus status,
    @Nullable UUID billingKeyId,
    int anchorDay,
    Instant currentPeriodStart,
    Instant currentPeriodEnd,
    @Nullable Instant nextBillingAt,
    @Nullable Instant trialEndAt,
    boolean cancelAtPeriodEnd,
    int retryCount,
    @Nullable Instant pausedAt,
    @Nullable Instant cancelledAt,
    @JsonRawValue String metadata,
    Instant createdAt,
    Instant updatedAt) {

  static SubscriptionView of(Subscription subscription) {
    @Nullable BillingKeyId key = subscription.terms().billingKeyId();
    return new SubscriptionView(
        subscription.id().value(),
        subscription.id().value(),
        subscription.userId().value(),
        subscription.terms().planId(),
        subscription.terms().pendingPlanId(),
        subscription.status(),
        key == null ? null : key.value(),
        subscription.billing().anchorDay(),
        subscription.period().start(),
        subscription.period().end(),
        subscription.billing().nextAt(),
        subscription.billing().trialEndAt(),
        subscription.ending().atPeriodEnd(),
        subscription.billing().declined(),
        subscription.ending().pausedAt(),
        subscription.ending().cancelledAt(),
        subscription.terms().metadata(),
        subscription.times().createdAt(),
        subscription.times().updatedAt());
  }
}
