package com.moalog.fluxpay.subscription.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SubscriptionTransitionsTest {

  private static final Instant START = Instant.parse("2027-01-30T15:30:00Z");
  private static final BillingCalendar CALENDAR = new BillingCalendar(ZoneId.of("Asia/Seoul"));
  private static final Dunning DUNNING = new Dunning(List.of(1, 3, 5, 7));
  private static final Plan PLAN =
      new Plan(
          "PRO_MONTHLY",
          "PRO",
          Money.of(9900, CurrencyCode.KRW),
          new Plan.Rhythm(BillingInterval.MONTH, 1),
          14,
          true);

  /** Everything that can happen to a subscription. */
  enum Step {
    TRY,
    CHARGE,
    DECLINE,
    PAUSE,
    RESUME,
    CANCEL,
    EXPIRE,
    END_WITH_PERIOD
  }

  private static Subscription created() {
    return Subscription.created(
        new Subscription.Wish(
            new SubscriptionId(new UUID(1, 1)),
            new UserId("user-1"),
            new Subscription.Terms(PLAN.id(), null, new BillingKeyId(new UUID(2, 2)), "{}")),
        PLAN,
        CALENDAR,
        START);
  }

  private static Subscription active() {
    return created().charged(PLAN, CALENDAR, START);
  }

  @Property(tries = 500)
  void keepsItsPromisesWhateverHappensInWhateverOrder(
      @ForAll @Size(max = 40) List<Step> steps, @ForAll @IntRange(min = 1, max = 90) int days) {
    Subscription subscription = created();
    Instant now = START;
    for (Step step : steps) {
      now = now.plus(Duration.ofDays(days));
      Subscription after = tried(subscription, step, now);
      requireSound(subscription, after, step);
      subscription = after;
    }
  }

  private static Subscription tried(Subscription before, Step step, Instant now) {
    try {
      return switch (step) {
        case TRY -> before.tried(PLAN, CALENDAR, now);
        case CHARGE -> before.charged(PLAN, CALENDAR, now);
        case DECLINE -> before.declined(DUNNING, now);
        case PAUSE -> before.paused(now);
        case RESUME -> before.resumed(CALENDAR, now);
        case CANCEL -> before.cancelled(now);
        case EXPIRE -> before.expired(now);
        case END_WITH_PERIOD ->
            before.status().isTerminal() ? before : before.endingWithPeriod(now);
      };
    } catch (IllegalStateException refused) {
      return before;
    }
  }

  private static void requireSound(Subscription before, Subscription after, Step step) {
    if (before.status().isTerminal()) {
      assertThat(after).as("what is over stays over").isEqualTo(before);
    }
    if (before.status() != after.status()) {
      assertThat(before.status().canBecome(after.status())).isTrue();
    }
    boolean resting = after.status().isTerminal() || after.status() == SubscriptionStatus.PAUSED;
    assertThat(after.billing().nextAt() == null).isEqualTo(resting);
    assertThat(after.billing().declined()).isBetween(0, DUNNING.days().size() + 1);
    if (step == Step.CHARGE && !after.equals(before)) {
      assertThat(after.period().start()).as("no cycle is skipped").isEqualTo(before.due());
      assertThat(after.billing().nextAt()).isEqualTo(after.period().end());
      assertThat(after.billing().declined()).isZero();
    }
    if (step == Step.DECLINE && after.status() == SubscriptionStatus.PAST_DUE) {
      assertThat(after.period()).as("a declined cycle is not used").isEqualTo(before.period());
      assertThat(after.billing().nextAt()).isAfter(after.due());
    }
  }

  @Property
  void keepsItsAnchorDayThroughAnyNumberOfCycles(@ForAll @IntRange(min = 1, max = 60) int cycles) {
    Subscription subscription = active();
    for (int i = 0; i < cycles; i++) {
      subscription = subscription.charged(PLAN, CALENDAR, subscription.due());
    }
    int day = subscription.period().end().atZone(CALENDAR.zone()).getDayOfMonth();
    int longest = subscription.period().end().atZone(CALENDAR.zone()).toLocalDate().lengthOfMonth();
    assertThat(day).isEqualTo(longest);
  }

  @Test
  void aPauseKeepsTheDaysThatWereLeft() {
    Subscription active = active();
    Instant paused = active.period().start().plus(Duration.ofDays(10));
    Duration left = Duration.between(paused, active.period().end());
    Instant resumed = paused.plus(Duration.ofDays(100));

    Subscription after = active.paused(paused).resumed(CALENDAR, resumed);

    assertThat(Duration.between(resumed, after.period().end())).isEqualTo(left);
    assertThat(after.status()).isEqualTo(SubscriptionStatus.ACTIVE);
  }

  @Test
  void dunningEndsAfterTheLastDay() {
    Subscription subscription = active();
    Instant due = subscription.due();
    for (int day : DUNNING.days()) {
      subscription = subscription.declined(DUNNING, due);
      assertThat(subscription.billing().nextAt()).isEqualTo(due.plus(Duration.ofDays(day)));
    }
    assertThat(subscription.declined(DUNNING, due).status()).isEqualTo(SubscriptionStatus.EXPIRED);
  }

  @Test
  void aFirstChargeThatIsDeclinedIsNotDunned() {
    assertThat(created().declined(DUNNING, START).status()).isEqualTo(SubscriptionStatus.EXPIRED);
  }

  @Test
  void aTrialIsChargedAtItsEndAndItsFirstPeriodBeginsThere() {
    Subscription trial = created().tried(PLAN, CALENDAR, START);
    Subscription paid = trial.charged(PLAN, CALENDAR, trial.due().plusSeconds(5));

    assertThat(trial.due()).isEqualTo(START.plus(Duration.ofDays(14)));
    assertThat(paid.period().start()).isEqualTo(trial.due());
    assertThat(paid.billing().anchorDay()).isEqualTo(CALENDAR.anchorDay(trial.due()));
  }

  @Test
  void anotherPlanIsChargedFromTheNextPeriodOn() {
    Subscription switching = active().switching("TEAM_MONTHLY", START);

    assertThat(switching.terms().planId()).isEqualTo(PLAN.id());
    assertThat(switching.terms().nextPlanId()).isEqualTo("TEAM_MONTHLY");
    assertThat(switching.switching(PLAN.id(), START).terms().pendingPlanId()).isNull();
  }

  @Test
  void aWishForAnotherPlanOutlivesAChargeOfThePresentOne() {
    Plan other =
        new Plan(
            "TEAM_MONTHLY",
            "TEAM",
            PLAN.price(),
            new Plan.Rhythm(BillingInterval.MONTH, 1),
            0,
            true);
    Subscription switching = active().switching(other.id(), START);

    Subscription renewed = switching.charged(PLAN, CALENDAR, START);

    assertThat(renewed.terms().planId()).isEqualTo(PLAN.id());
    assertThat(renewed.terms().pendingPlanId()).isEqualTo(other.id());
    Subscription switched = renewed.charged(other, CALENDAR, START);
    assertThat(switched.terms().planId()).isEqualTo(other.id());
    assertThat(switched.terms().pendingPlanId()).isNull();
  }

  @Test
  void tellsWhatIsDue() {
    Subscription active = active();
    Instant due = active.due();
    Subscription ending = active.endingWithPeriod(START);
    Instant notice = due.minus(Subscription.NOTICE);

    assertThat(DueStep.of(active, true, due.minusNanos(1))).isEqualTo(new DueStep.Wait(due));
    assertThat(DueStep.of(active, true, due)).isEqualTo(new DueStep.Charge());
    assertThat(DueStep.of(ending, true, notice.minusNanos(1))).isEqualTo(new DueStep.Wait(notice));
    assertThat(DueStep.of(ending, true, notice)).isEqualTo(new DueStep.Announce());
    assertThat(DueStep.of(ending.announced(notice), true, notice)).isEqualTo(new DueStep.Wait(due));
    assertThat(DueStep.of(ending, true, due)).isEqualTo(new DueStep.Cancel());
    assertThat(DueStep.of(created(), true, START.plus(Subscription.START_LIMIT)))
        .isEqualTo(new DueStep.Expire());
    Subscription trial = created().tried(PLAN, CALENDAR, START);
    assertThat(DueStep.of(trial, false, trial.due())).isEqualTo(new DueStep.Expire());
    Subscription paused = active.paused(START);
    assertThat(DueStep.of(paused, true, START.plus(Subscription.PAUSE_LIMIT)))
        .isEqualTo(new DueStep.Expire());
    assertThat(DueStep.of(active.cancelled(START), true, due)).isEqualTo(new DueStep.Over());
  }

  @Test
  void refusesAStepThatTheTableDoesNotHave() {
    assertThatThrownBy(() -> created().paused(START)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> active().expired(START)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> active().cancelled(START).charged(PLAN, CALENDAR, START))
        .isInstanceOf(IllegalStateException.class);
  }
}
