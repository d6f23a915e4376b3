package com.moalog.fluxpay.credit;

import com.moalog.fluxpay.http.Fields;
import com.moalog.fluxpay.http.JsonBody;
import com.moalog.fluxpay.model.CurrencyCode;
import com.moalog.fluxpay.model.Money;
import com.moalog.fluxpay.model.PaymentId;
import com.moalog.fluxpay.model.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wishes about credit, as clients send them. */
sealed interface CreditWish {

  Duration LIFETIME_USUAL = Duration.ofMinutes(15);
  int LIFETIME_MOST_SECONDS = 86_400;

  /** Where new credit comes from. */
  enum Source {
    PAYMENT,
    GRANT
  }

  /**
   * More credit.
   *
   * @param payment the captured payment that it was bought with; absent for a grant
   * @param reference for a grant the client's own name of it, used once
   */
  record Charge(
      UserId userId,
      Money amount,
      Source source,
      @Nullable PaymentId payment,
      LedgerEntry.Reference reference)
      implements CreditWish {

    static Charge from(JsonBody body) {
      Fields fields = new Fields(body);
      Optional<String> user = fields.requiredText("userId", UserId.LENGTH_LIMIT);
      Optional<Money> amount = money(fields);
      Optional<Source> source = fields.requiredConstant("source", Source.class);
      boolean paid = source.filter(one -> one == Source.PAYMENT).isPresent();
      Optional<UUID> payment = paid ? fields.requiredUuid("paymentId") : Optional.empty();
      Optional<String> reference =
          paid
              ? fields.text("referenceId", LedgerEntry.REFERENCE_LIMIT)
              : fields.requiredText("referenceId", LedgerEntry.REFERENCE_LIMIT);
      Optional<String> description = fields.text("description", LedgerEntry.DESCRIPTION_LIMIT);
      fields.refuseFaults();
      String id = payment.map(UUID::toString).or(() -> reference).orElseThrow();
      return new Charge(
          new UserId(user.orElseThrow()),
          amount.orElseThrow(),
          source.orElseThrow(),
          payment.map(PaymentId::new).orElse(null),
          new LedgerEntry.Reference(
              source.orElseThrow().name(), id, null, description.or(() -> reference).orElse(null)));
    }
  }

  /** Credit that is to be spoken for. */
  record Reserve(UserId userId, Money amount, String reference, Duration lifetime)
      implements CreditWish {

    static Reserve from(JsonBody body) {
      Fields fields = new Fields(body);
      Optional<String> user = fields.requiredText("userId", UserId.LENGTH_LIMIT);
      Optional<Money> amount = money(fields);
      Optional<String> reference = fields.requiredText("referenceId", LedgerEntry.REFERENCE_LIMIT);
      Optional<Integer> lifetime = fields.number("ttlSeconds", 1, LIFETIME_MOST_SECONDS);
      fields.refuseFaults();
      return new Reserve(
          new UserId(user.orElseThrow()),
          amount.orElseThrow(),
          reference.orElseThrow(),
          lifetime.map(Duration::ofSeconds).orElse(LIFETIME_USUAL));
    }
  }

  /** Used credit that is to be given back. */
  record Refund(String reservation, JsonBody body, String reference, @Nullable String reason)
      implements CreditWish {

    private static final int RESERVATION_LIMIT = 50;

    static Refund from(JsonBody body) {
      Fields fields = new Fields(body);
      Optional<String> reservation = fields.requiredText("reservationId", RESERVATION_LIMIT);
      // Which decimals are allowed is known with the reservation's currency.
      fields.requiredMoney("amount", CurrencyCode.EUR);
      Optional<String> reference = fields.requiredText("referenceId", LedgerEntry.REFERENCE_LIMIT);
      Optional<String> reason = fields.text("reason", LedgerEntry.DESCRIPTION_LIMIT);
      fields.refuseFaults();
      return new Refund(
          reservation.orElseThrow(), body, reference.orElseThrow(), reason.orElse(null));
    }

    Money amount(CurrencyCode currency) {
      return CreditWish.amount(body, currency).orElseThrow();
    }
  }

  /** The amount of a body whose currency is known from elsewhere; empty when there is none. */
  static Optional<Money> amount(JsonBody body, CurrencyCode currency) {
    Fields fields = new Fields(body);
    Optional<Money> amount = fields.money("amount", currency);
    fields.refuseFaults();
    return amount;
  }

  private static Optional<Money> money(Fields fields) {
    Optional<CurrencyCode> currency = fields.requiredConstant("currency", CurrencyCode.class);
    return fields.requiredMoney("amount", currency.orElse(CurrencyCode.EUR));
  }
}
