package com.moalog.fluxpay.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An amount of money, never negative. The amount always has the scale of its currency, so equal
 * amounts are equal objects.
 *
 * @param amount at most {@link #INTEGER_DIGITS} digits before the decimal point
 * @param currency the currency
 */
public record Money(BigDecimal amount, CurrencyCode currency) {

  /** Most digits before the decimal point: what a {@code NUMERIC(19,4)} column holds. */
  public static final int INTEGER_DIGITS = 15;

  public Money {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("money is never negative: " + amount);
    }
    if (!fits(amount, currency)) {
      throw new IllegalArgumentException("not an amount of " + currency);
    }
    amount = amount.setScale(currency.decimals(), RoundingMode.UNNECESSARY);
  }

  /** The amount, or empty when it is negative, too large, or finer than the currency allows. */
  public static Optional<Money> of(BigDecimal amount, CurrencyCode currency) {
    return amount.signum() >= 0 && fits(amount, currency)
        ? Optional.of(new Money(amount, currency))
        : Optional.empty();
  }

  public static Money of(long amount, CurrencyCode currency) {
    return new Money(BigDecimal.valueOf(amount), currency);
  }

  public static Money zero(CurrencyCode currency) {
    return of(0, currency);
  }

  private static boolean fits(BigDecimal amount, CurrencyCode currency) {
    BigDecimal plain = amount.stripTrailingZeros();
    long integerDigits = (long) plain.precision() - plain.scale();
    return integerDigits <= INTEGER_DIGITS && plain.scale() <= currency.decimals();
  }

  public boolean isPositive() {
    return amount.signum() > 0;
  }

  /** Whether both amounts are in one currency, so that they can be calculated with. */
  public boolean isSameCurrencyAs(Money other) {
    return currency == other.currency;
  }

  /**
   * The sum.
   *
   * @throws IllegalArgumentException when the currencies differ or the sum is too large
   */
  public Money plus(Money other) {
    return new Money(amount.add(inThisCurrency(other)), currency);
  }

  /**
   * The difference.
   *
   * @throws IllegalArgumentException when the currencies differ or the result is negative
   */
  public Money minus(Money other) {
    return new Money(amount.subtract(inThisCurrency(other)), currency);
  }

  /** This amount, so many times; empty when the product is too large. */
  public Optional<Money> times(int quantity) {
    return of(amount.multiply(BigDecimal.valueOf(quantity)), currency);
  }

  private BigDecimal inThisCurrency(Money other) {
    if (!isSameCurrencyAs(other)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not mix");
    }
    return other.amount;
  }
}
