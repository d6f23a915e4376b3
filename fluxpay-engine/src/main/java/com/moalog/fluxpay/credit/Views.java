package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.credit.model.Account;
import com.moalog.fluxpay.credit.model.Reservation;
import com.moalog.fluxpay.model.CurrencyCode;
import java.math.BigDecimal;
import java.time.Instant;

/** What clients see of credit. */
final class Views {

  private Views() {}

  /** An account. */
  record AccountView(
      String userId,
      CurrencyCode currency,
      BigDecimal balance,
      BigDecimal reservedAmount,
      BigDecimal availableBalance,
      long version,
      Instant updatedAt) {

    static AccountView of(Account account) {
      return new AccountView(
          account.userId().value(),
          account.balance().currency(),
          account.balance().amount(),
          account.reserved().amount(),
          account.available().amount(),
          account.version(),
          account.updatedAt());
    }
  }

  /** A reservation, and the account it is of. */
  record ReservationView(
      String reservationId,
      Reservation.Status status,
      BigDecimal amount,
      BigDecimal confirmedAmount,
      BigDecimal refundedAmount,
      CurrencyCode currency,
      Instant expiresAt,
      AccountView account) {

    static ReservationView of(Reservation reservation, Account account) {
      return new ReservationView(
          reservation.id().value(),
          reservation.status(),
          reservation.amount().amount(),
          reservation.confirmed().amount(),
          reservation.refunded().amount(),
          reservation.amount().currency(),
          reservation.expiresAt(),
          AccountView.of(account));
    }
  }

  /** An account and the entry that changed it. */
  record Movement(AccountView account, LedgerEntryView entry) {

    static Movement of(Credits.Done done) {
      return new Movement(
          AccountView.of(done.moved().account()), LedgerEntryView.of(done.entry(), done.moved()));
    }
  }
}
