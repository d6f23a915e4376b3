package com.moalog.fluxpay.credit.model;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.UserId;
import java.time.Instant;

/**
 * What a user has in one currency.
 *
 * @param balance everything that is the user's
 * @param reserved the part that is spoken for
 * @param version counts the movements
 */
public record Account(
    UserId userId, Money balance, Money reserved, long version, Instant updatedAt) {

  /** What the user can still spend. */
  public Money available() {
    return balance.minus(reserved);
  }
}
