package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.credit.model.Account;
import com.moalog.fluxpay.credit.model.ReservationId;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.Answers;
import com.moalog.fluxpay.http.Page;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.UserId;
import java.util.List;
import java.util.Optional;

/** What can be read of credit. Thread-safe. */
final class CreditReads {

  private static final int OK = 200;

  private final TenantTransactions transactions;
  private final CreditStore accounts;
  private final ReservationStore reservations;
  private final CreditSettings settings;
  private final Answers answers;

  CreditReads(
      TenantTransactions transactions,
      CreditStore accounts,
      ReservationStore reservations,
      CreditSettings settings,
      Answers answers) {
    this.transactions = transactions;
    this.accounts = accounts;
    this.reservations = reservations;
    this.settings = settings;
    this.answers = answers;
  }

  /**
   * The user's account.
   *
   * @throws RefusedException with {@code CRD_001} when there is none
   */
  Answer account(Caller caller, UserId user, Optional<CurrencyCode> currency) {
    Optional<Account> found =
        transactions.call(
            caller,
            transaction ->
                accounts.find(transaction, user, currency.orElse(settings.usualCurrency())));
    return answers.success(
        OK,
        Views.AccountView.of(found.orElseThrow(() -> RefusedException.of(ErrorCode.CRD_001))),
        caller.trace());
  }

  /** The user's entries, newest first. */
  Answer ledger(Caller caller, UserId user, Page page) {
    List<LedgerEntryView> rows =
        transactions.call(caller, transaction -> accounts.ledger(transaction, user, page));
    return answers.page(page.of(rows), page.next(rows, LedgerEntryView::sequence), caller.trace());
  }

  /**
   * A reservation.
   *
   * @throws RefusedException with {@code CRD_004} when there is none
   */
  Answer reservation(Caller caller, ReservationId id) {
    Optional<Views.ReservationView> found =
        transactions.call(
            caller,
            transaction ->
                reservations
                    .find(transaction, id)
                    .flatMap(reservation ->
                        accounts
                            .find(
                                transaction, reservation.userId(), reservation.amount().currency())
                            .map(account -> Views.ReservationView.of(reservation, account))));
    return answers.success(
        OK, found.orElseThrow(() -> RefusedException.of(ErrorCode.CRD_004)), caller.trace());
  }
}
