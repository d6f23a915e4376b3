package com.moalog.fluxpay.credit.model;

import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.UserId;
import java.time.Instant;

/**
 * Credit that is spoken for until it is used, given back or too old. Immutable.
 *
 * @param amount how much was reserved
 * @param confirmed how much of it was used
 * @param refunded how much of that was given back later
 * @param status where it stands
 * @param expiresAt from when on it cannot be used any more
 */
public record Reservation(
    ReservationId id,
    UserId userId,
    Money amount,
    Money confirmed,
    Money refunded,
    Status status,
    Instant expiresAt) {

  /** Where a reservation stands. */
  public enum Status {
    RESERVED,
    CONFIRMED,
    CANCELLED,
    EXPIRED
  }

  /** A new reservation; nothing of it is used. */
  public static Reservation of(ReservationId id, UserId user, Money amount, Instant expiresAt) {
    Money none = Money.zero(amount.currency());
    return new Reservation(id, user, amount, none, none, Status.RESERVED, expiresAt);
  }

  /** Whether it may be used, or given back, now. */
  public boolean isOpen(Instant now) {
    return status == Status.RESERVED && now.isBefore(expiresAt);
  }

  /** Whether it was left to itself for too long. */
  public boolean isOverdue(Instant now) {
    return status == Status.RESERVED && !now.isBefore(expiresAt);
  }

  /** This much of it is used; the rest is free again. */
  public Reservation confirmed(Money used) {
    require(status == Status.RESERVED && fits(used, amount));
    return new Reservation(id, userId, amount, used, refunded, Status.CONFIRMED, expiresAt);
  }

  /** All of it is free again. */
  public Reservation ended(Status end) {
    require(status == Status.RESERVED && (end == Status.CANCELLED || end == Status.EXPIRED));
    return new Reservation(id, userId, amount, confirmed, refunded, end, expiresAt);
  }

  /** Whether this much of what was used can still be given back. */
  public boolean canRefund(Money back) {
    return status == Status.CONFIRMED
        && back.isSameCurrencyAs(confirmed)
        && fits(back, confirmed.minus(refunded));
  }

  /** This much of what was used is given back. */
  public Reservation refunded(Money back) {
    require(canRefund(back));
    return new Reservation(id, userId, amount, confirmed, refunded.plus(back), status, expiresAt);
  }

  private static boolean fits(Money part, Money whole) {
    return part.amount().compareTo(whole.amount()) <= 0;
  }

  private void require(boolean allowed) {
    if (!allowed) {
      throw new IllegalStateException("reservation " + id + " is " + status);
    }
  }
}
