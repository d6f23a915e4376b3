package com.moalog.fluxpay.credit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.moalog.fluxpay.model.CurrencyCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An entry of the ledger as clients see it: its effect on what the user can spend. */
record LedgerEntryView(
    @JsonIgnore long sequence,
    UUID ledgerId,
    String transactionType,
    BigDecimal amount,
    BigDecimal balanceAfter,
    CurrencyCode currency,
    String referenceType,
    String referenceId,
    @Nullable String reservationId,
    Instant createdAt) {

  /** The amount with the decimals of its currency; it may be negative, which money never is. */
  static BigDecimal plain(BigDecimal amount, String currency) {
    return amount.setScale(CurrencyCode.valueOf(currency).decimals());
  }

  static LedgerEntryView of(LedgerEntry entry, CreditStore.Moved moved) {
    return new LedgerEntryView(
        0,
        entry.id(),
        entry.movement().type().code(),
        entry.movement().onAvailable(),
        moved.account().available().amount(),
        entry.movement().amount().currency(),
        entry.reference().type(),
        entry.reference().id(),
        entry.reference().reservationId(),
        entry.at());
  }
}
