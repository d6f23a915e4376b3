package com.moalog.fluxpay.reconciliation;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as operators see it.
 *
 * @param totals a JSON object: what moved in each currency, by our books and by the provider's list
 * @param items a JSON array: what is not agreed on, open differences first, at most {@link
 *     #ITEM_LIMIT}
 */
record RunView(
    UUID runId,
    LocalDate day,
    String status,
    @JsonRawValue String totals,
    @JsonRawValue String items,
    @Nullable String errorMessage,
    Instant requestedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  static final int ITEM_LIMIT = 1_000;
}
