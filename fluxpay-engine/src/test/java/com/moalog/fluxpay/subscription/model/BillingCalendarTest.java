package com.moalog.fluxpay.subscription.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillingCalendarTest {

  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
  private static final Plan.Rhythm MONTHLY = new Plan.Rhythm(BillingInterval.MONTH, 1);

  private final BillingCalendar calendar = new BillingCalendar(SEOUL);

  private static Instant seoul(String local) {
    return LocalDateTime.parse(local).atZone(SEOUL).toInstant();
  }

  @Test
  void clampsToTheEndOfTheMonthAndComesBackToTheAnchor() {
    Instant february = calendar.end(seoul("2027-01-31T10:00"), MONTHLY, 31);
    Instant march = calendar.end(february, MONTHLY, 31);
    Instant april = calendar.end(march, MONTHLY, 31);

    assertThat(february).isEqualTo(seoul("2027-02-28T10:00"));
    assertThat(march).isEqualTo(seoul("2027-03-31T10:00"));
    assertThat(april).isEqualTo(seoul("2027-04-30T10:00"));
  }

  @Test
  void countsInTheZoneOfTheBusinessAndNotInUtc() {
    Instant start = Instant.parse("2027-01-30T15:30:00Z");

    assertThat(calendar.anchorDay(start)).isEqualTo(31);
    assertThat(calendar.end(start, MONTHLY, 31)).isEqualTo(seoul("2027-02-28T00:30"));
  }

  @Test
  void aYearFromTheLeapDayEndsOnTheLastOfFebruary() {
    Plan.Rhythm yearly = new Plan.Rhythm(BillingInterval.YEAR, 1);

    Instant end = calendar.end(seoul("2028-02-29T00:00"), yearly, 29);
    assertThat(end).isEqualTo(seoul("2029-02-28T00:00"));
    assertThat(calendar.end(seoul("2031-02-28T00:00"), yearly, 29))
        .isEqualTo(seoul("2032-02-29T00:00"));
  }

  @Test
  void dunsOneThreeFiveAndSevenDaysAfterTheDueDate() {
    Dunning dunning = new Dunning(List.of(1, 3, 5, 7));
    Instant due = seoul("2027-01-31T10:00");

    assertThat(dunning.nextTry(due, 1)).contains(seoul("2027-02-01T10:00"));
    assertThat(dunning.nextTry(due, 4)).contains(seoul("2027-02-07T10:00"));
    assertThat(dunning.nextTry(due, 5)).isEmpty();
    assertThatThrownBy(() -> new Dunning(List.of(3, 3)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Dunning(List.of(0))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givesBackTheUnusedPartRoundedDownToWhatTheCurrencyHas() {
    Period period = new Period(seoul("2027-04-01T00:00"), seoul("2027-05-01T00:00"));
    Money won = Money.of(10_000, CurrencyCode.KRW);
    Money dollars = new Money(new BigDecimal("10.00"), CurrencyCode.USD);

    assertThat(period.unused(won, period.start())).isEqualTo(won);
    assertThat(period.unused(won, seoul("2027-04-11T00:00")))
        .isEqualTo(Money.of(6_666, CurrencyCode.KRW));
    assertThat(period.unused(dollars, seoul("2027-04-11T00:00")).amount())
        .isEqualByComparingTo("6.66");
    assertThat(period.unused(won, period.end()).isPositive()).isFalse();
    assertThat(period.unused(won, period.end().plusSeconds(1)).isPositive()).isFalse();
  }
}
