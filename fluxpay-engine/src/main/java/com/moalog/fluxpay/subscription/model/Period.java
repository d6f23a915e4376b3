package com.moalog.fluxpay.subscription.model;

import com.moalog.fluxpay.model.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/** A stretch of time that was paid for, or tried; the end is outside. */
public record Period(Instant start, Instant end) {

  public Period {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a period ends after it starts: " + start + " " + end);
    }
  }

  /** The part of the price for the time that is left, rounded down to what the currency has. */
  public Money unused(Money price, Instant now) {
    Duration left = Duration.between(now.isBefore(start) ? start : now, end);
    if (left.isNegative()) {
      return Money.zero(price.currency());
    }
    BigDecimal share =
        price
            .amount()
            .multiply(BigDecimal.valueOf(left.toSeconds()))
            .divide(
                BigDecimal.valueOf(Duration.between(start, end).toSeconds()),
                price.currency().decimals(),
                RoundingMode.DOWN);
    return new Money(share.min(price.amount()), price.currency());
  }

  Period shifted(Duration by) {
    return new Period(start, end.plus(by));
  }
}
