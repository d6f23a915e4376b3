package com.moalog.fluxpay.subscription;

import com.moalog.fluxpay.audit.Audit;
import com.moalog.fluxpay.database.TenantTransaction;
import com.moalog.fluxpay.database.TenantTransactions;
import com.moalog.fluxpay.http.Answer;
import com.moalog.fluxpay.http.RefusedException;
import com.moalog.fluxpay.idempotency.Ticket;
import com.moalog.fluxpay.model.Caller;
import com.moalog.fluxpay.model.ErrorCode;
import com.moalog.fluxpay.model.UserId;
import com.moalog.fluxpay.psp.BillingProvider;
import com.moalog.fluxpay.psp.ChargeRequest;
import com.moalog.fluxpay.psp.IssueRequest;
import com.moalog.fluxpay.subscription.model.BillingKeyId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The use cases of stored cards. Thread-safe. */
final class BillingKeyDesk {

  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;
  private static final String ACTIVE = "ACTIVE";

  private final TenantTransactions transactions;
  private final BillingKeyStore keys;
  private final BillingProvider provider;
  private final PlanController.Surroundings surroundings;

  BillingKeyDesk(
      TenantTransactions transactions,
      BillingKeyStore keys,
      BillingProvider provider,
      PlanController.Surroundings surroundings) {
    this.transactions = transactions;
    this.keys = keys;
    this.provider = provider;
    this.surroundings = surroundings;
  }

  /** A customer approved that a card is stored. */
  record Wish(UserId userId, String authKey, String customerKey) {
    @Override
    public String toString() {
      return "a card of " + userId;
    }
  }

  /** A stored card as clients see it; the provider's name of it stays here. */
  record View(UUID billingKeyId, String cardCompany, String maskedNumber) {}

  /**
   * Exchanges the approval for a billing key. A repeat after a crash asks under the same key, so
   * the provider answers as it did before.
   *
   * @throws RefusedException with {@code PAY_005} or {@code SYS_003} when nothing is known, with
   *     {@code VAL_001} when another user's card is stored for that customer
   */
  Answer issue(Caller caller, Wish wish, Ticket ticket) {
    transactions.run(
        caller, transaction -> requireOwn(transaction, wish.customerKey(), wish.userId()));
    BillingKeyId id =
        BillingKeyStore.idFor(caller.tenant().value(), wish.customerKey(), wish.authKey());
    BillingProvider.Issue issue =
        provider.issue(new IssueRequest(wish.authKey(), wish.customerKey(), "issue-" + id));
    return switch (issue) {
      case BillingProvider.Issue.Issued issued -> {
        BillingKey key =
            new BillingKey(
                id,
                wish.userId(),
                new ChargeRequest.Card(issued.billingKey(), wish.customerKey()),
                new BillingKey.Face(issued.cardCompany(), issued.maskedNumber()),
                true);
        yield transactions.call(caller, transaction -> stored(transaction, key, ticket));
      }
      case BillingProvider.Issue.Refused _ ->
          transactions.call(caller, transaction -> refused(transaction, ticket));
      case BillingProvider.Issue.Unclear(boolean timedOut) ->
          throw RefusedException.of(timedOut ? ErrorCode.SYS_003 : ErrorCode.PAY_005);
    };
  }

  /** A card takes the place of the customer's card before, which must not be somebody else's. */
  private void requireOwn(TenantTransaction transaction, String customerKey, UserId user) {
    if (keys.isOthers(transaction, customerKey, user)) {
      throw RefusedException.ofField("customerKey", "must not be another user's");
    }
  }

  private Answer stored(TenantTransaction transaction, BillingKey key, Ticket ticket) {
    requireOwn(transaction, key.card().customerKey(), key.userId());
    // A late repeat must not put a card in the newer one's place that is revoked for good.
    if (keys.find(transaction, key.id()).filter(known -> !known.active()).isPresent()) {
      return refused(transaction, ticket);
    }
    keys.put(transaction, key, surroundings.clock().instant());
    audit(transaction, "billing_key.issue", key.id(), Map.of("status", ACTIVE));
    Answer answer =
        surroundings
            .answers()
            .success(
                CREATED,
                new View(key.id().value(), key.face().company(), key.face().maskedNumber()),
                transaction.caller().trace());
    ticket.complete(transaction, answer);
    return answer;
  }

  private Answer refused(TenantTransaction transaction, Ticket ticket) {
    Answer answer = surroundings.answers().refusal(ErrorCode.SUB_007, transaction.caller().trace());
    ticket.complete(transaction, answer);
    return answer;
  }

  /**
   * Makes a stored card unusable, here first and then at the provider; repeatable.
   *
   * @throws RefusedException with {@code SUB_007} as 404 when there is none, with {@code PAY_005}
   *     when the provider did not say that it is done
   */
  void revoke(Caller caller, BillingKeyId id) {
    Optional<BillingKey> key = deleted(caller, id);
    if (key.isEmpty()) {
      throw RefusedException.of(ErrorCode.SUB_007, NOT_FOUND);
    }
    if (!provider.revoke(key.get().card().billingKey())) {
      throw RefusedException.of(ErrorCode.PAY_005);
    }
  }

  /** The provider deleted the key, or the customer wants it deleted; the key as it was. */
  Optional<BillingKey> deleted(Caller caller, BillingKeyId id) {
    return transactions.call(
        caller,
        transaction -> {
          Optional<BillingKey> found = keys.find(transaction, id);
          if (found.isPresent() && found.get().active()) {
            keys.revoke(transaction, id);
            audit(transaction, "billing_key.revoke", id, Map.of("status", "REVOKED"));
          }
          return found;
        });
  }

  private void audit(
      TenantTransaction transaction, String action, BillingKeyId id, Map<String, Object> after) {
    surroundings
        .audit()
        .append(
            transaction,
            surroundings.clock().instant(),
            new Audit.Entry(action, "billing_key", id.toString(), Map.of(), after));
  }
}
