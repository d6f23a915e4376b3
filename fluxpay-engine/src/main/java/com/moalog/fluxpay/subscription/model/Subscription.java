package com.moalog.fluxpay.subscription.model;

import com.moalog.fluxpay.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user's subscription to a plan. Immutable: each transition returns the subscription as it is
 * afterwards and refuses a step that {@link SubscriptionStatus#canBecome} does not allow.
 *
 * @param id identifies the subscription
 * @param userId who subscribes
 * @param terms to what, and how it is paid
 * @param status where it stands
 * @param period the present billing period, or the trial
 * @param billing when it is charged next, and how that went
 * @param ending how it ends, pauses or rests
 * @param times when it was created and last changed
 */
public record Subscription(
    SubscriptionId id,
    UserId userId,
    Terms terms,
    SubscriptionStatus status,
    Period period,
    Billing billing,
    Ending ending,
    Times times) {

  /** A subscription that was not started by then is given up. */
  public static final Duration START_LIMIT = Duration.ofHours(24);

  /** A pause longer than this ends the subscription. */
  public static final Duration PAUSE_LIMIT = Duration.ofDays(365);

  /** How long before its end a subscription that will not go on by itself is announced. */
  public static final Duration NOTICE = Duration.ofDays(3);

  public Subscription {
    boolean resting = status == SubscriptionStatus.PAUSED || status.isTerminal();
    if (resting != (billing.nextAt() == null)) {
      throw new IllegalArgumentException("subscription " + id + " is " + status + " " + billing);
    }
    if ((status == SubscriptionStatus.PAUSED) != (ending.pausedAt() != null)) {
      throw new IllegalArgumentException("subscription " + id + " is " + status + " " + ending);
    }
  }

  /**
   * To what is subscribed, and how it is paid.
   *
   * @param pendingPlanId the plan from the next period on
   * @param billingKeyId whose card is charged
   * @param metadata the client's own JSON object
   */
  public record Terms(
      String planId,
      @Nullable String pendingPlanId,
      @Nullable BillingKeyId billingKeyId,
      String metadata) {

    /** The plan of the next charge. */
    public String nextPlanId() {
      return pendingPlanId == null ? planId : pendingPlanId;
    }

    /** A wish for yet another plan outlives the charge. */
    Terms charged(String chargedPlanId) {
      @Nullable String pending = chargedPlanId.equals(pendingPlanId) ? null : pendingPlanId;
      return new Terms(chargedPlanId, pending, billingKeyId, metadata);
    }
  }

  /**
   * When it is charged.
   *
   * @param anchorDay day of the month that periods end on, where the month has it
   * @param nextAt when something is to be done next; absent while it rests and once it is over
   * @param trialEndAt when the trial ends, if there is or was one
   * @param declined how often the due charge was declined
   */
  public record Billing(
      int anchorDay, @Nullable Instant nextAt, @Nullable Instant trialEndAt, int declined) {

    Billing next(@Nullable Instant at) {
      return new Billing(anchorDay, at, trialEndAt, declined);
    }
  }

  /** Whether it ends with the period, since when it is paused, and when it was cancelled. */
  public record Ending(
      boolean atPeriodEnd,
      boolean announced,
      @Nullable Instant pausedAt,
      @Nullable Instant cancelledAt) {

    static final Ending NONE = new Ending(false, false, null, null);
  }

  /** When it was created and last changed. */
  public record Times(Instant createdAt, Instant updatedAt) {

    Times updated(Instant now) {
      return new Times(createdAt, now);
    }
  }

  /** What a new subscription is to. */
  public record Wish(SubscriptionId id, UserId userId, Terms terms) {}

  /** A new subscription; its first charge is due at once. */
  public static Subscription created(Wish wish, Plan plan, BillingCalendar calendar, Instant now) {
    int anchorDay = calendar.anchorDay(now);
    return new Subscription(
        wish.id(),
        wish.userId(),
        wish.terms(),
        SubscriptionStatus.CREATED,
        new Period(now, calendar.end(now, plan.rhythm(), anchorDay)),
        new Billing(anchorDay, now, null, 0),
        Ending.NONE,
        new Times(now, now));
  }

  /** The trial begins; nothing is charged until it ends. */
  public Subscription tried(Plan plan, BillingCalendar calendar, Instant now) {
    Instant end = now.plus(Duration.ofDays(plan.trialDays()));
    return with(SubscriptionStatus.TRIAL, now)
        .with(new Period(now, end))
        .with(new Billing(calendar.anchorDay(end), end, end, 0));
  }

  /**
   * The due charge is captured, so the next period is paid. Each period but the first begins where
   * the one before ended, however late the charge was.
   */
  public Subscription charged(Plan plan, BillingCalendar calendar, Instant now) {
    refuse(status == SubscriptionStatus.PAUSED, SubscriptionStatus.ACTIVE);
    int anchorDay = billing.anchorDay();
    Period paid = new Period(due(), calendar.end(due(), plan.rhythm(), anchorDay));
    return with(SubscriptionStatus.ACTIVE, now)
        .with(paid)
        .with(new Billing(anchorDay, paid.end(), billing.trialEndAt(), 0))
        .with(terms.charged(plan.id()))
        .with(new Ending(ending.atPeriodEnd(), false, null, null));
  }

  /** The due charge was definitely declined: it is tried again, or the subscription is over. */
  public Subscription declined(Dunning dunning, Instant now) {
    Optional<Instant> again =
        status == SubscriptionStatus.CREATED
            ? Optional.empty()
            : dunning.nextTry(due(), billing.declined() + 1);
    if (again.isEmpty()) {
      // What was not even active has nothing to be dunned for; the rest was dunned to the end.
      return status == SubscriptionStatus.ACTIVE ? pastDue(null, now).expired(now) : expired(now);
    }
    return pastDue(again.get(), now);
  }

  private Subscription pastDue(@Nullable Instant again, Instant now) {
    Billing dunned =
        new Billing(
            billing.anchorDay(),
            again == null ? now : again,
            billing.trialEndAt(),
            billing.declined() + 1);
    return with(SubscriptionStatus.PAST_DUE, now, dunned);
  }

  /** When the charge that is tried was due. */
  public Instant due() {
    return status == SubscriptionStatus.CREATED ? period.start() : period.end();
  }

  /** Neither used nor charged until it is resumed. */
  public Subscription paused(Instant now) {
    return new Subscription(
        id,
        userId,
        terms,
        required(SubscriptionStatus.PAUSED),
        period,
        billing.next(null),
        new Ending(ending.atPeriodEnd(), ending.announced(), now, null),
        times.updated(now));
  }

  /** When the pause has lasted too long. */
  Instant pauseLimit() {
    return Optional.ofNullable(ending.pausedAt()).orElse(times.updatedAt()).plus(PAUSE_LIMIT);
  }

  /** Goes on, with the days that were left when it was paused. */
  public Subscription resumed(BillingCalendar calendar, Instant now) {
    refuse(status != SubscriptionStatus.PAUSED, SubscriptionStatus.ACTIVE);
    Instant since = Optional.ofNullable(ending.pausedAt()).orElse(now);
    Period moved = period.shifted(Duration.between(since, now));
    Billing resumed =
        new Billing(calendar.anchorDay(moved.end()), moved.end(), billing.trialEndAt(), 0);
    return new Subscription(
        id,
        userId,
        terms,
        required(SubscriptionStatus.ACTIVE),
        moved,
        resumed,
        new Ending(ending.atPeriodEnd(), false, null, null),
        times.updated(now));
  }

  /** Ends it at once. */
  public Subscription cancelled(Instant now) {
    return over(SubscriptionStatus.CANCELLED, now, now);
  }

  /** Ends it because it cannot go on. */
  public Subscription expired(Instant now) {
    return over(SubscriptionStatus.EXPIRED, now, null);
  }

  private Subscription over(SubscriptionStatus end, Instant now, @Nullable Instant cancelledAt) {
    return new Subscription(
        id,
        userId,
        terms,
        required(end),
        period,
        billing.next(null),
        new Ending(ending.atPeriodEnd(), ending.announced(), null, cancelledAt),
        times.updated(now));
  }

  /** Will end with the present period; the status stays. */
  public Subscription endingWithPeriod(Instant now) {
    return new Subscription(
        id,
        userId,
        terms,
        status,
        period,
        billing,
        new Ending(true, ending.announced(), ending.pausedAt(), null),
        times.updated(now));
  }

  /** Its end was announced. */
  public Subscription announced(Instant now) {
    Ending told = new Ending(ending.atPeriodEnd(), true, ending.pausedAt(), null);
    return with(told).touched(now);
  }

  /** Is charged for another plan from the next period on. */
  public Subscription switching(String planId, Instant now) {
    @Nullable String pending = planId.equals(terms.planId()) ? null : planId;
    return with(new Terms(terms.planId(), pending, terms.billingKeyId(), terms.metadata()))
        .touched(now);
  }

  private SubscriptionStatus required(SubscriptionStatus next) {
    refuse(!status.canBecome(next), next);
    return next;
  }

  private void refuse(boolean wrong, SubscriptionStatus next) {
    if (wrong) {
      throw new IllegalStateException(
          "subscription " + id + " is " + status + ", not to be " + next);
    }
  }

  private Subscription with(SubscriptionStatus next, Instant now) {
    return with(next, now, billing);
  }

  private Subscription with(SubscriptionStatus next, Instant now, Billing changed) {
    return new Subscription(
        id, userId, terms, required(next), period, changed, ending, times.updated(now));
  }

  private Subscription with(Period changed) {
    return new Subscription(id, userId, terms, status, changed, billing, ending, times);
  }

  private Subscription with(Billing changed) {
    return new Subscription(id, userId, terms, status, period, changed, ending, times);
  }

  private Subscription with(Terms changed) {
    return new Subscription(id, userId, changed, status, period, billing, ending, times);
  }

  private Subscription with(Ending changed) {
    return new Subscription(id, userId, terms, status, period, billing, changed, times);
  }

  private Subscription touched(Instant now) {
    return new Subscription(id, userId, terms, status, period, billing, ending, times.updated(now));
  }
}
