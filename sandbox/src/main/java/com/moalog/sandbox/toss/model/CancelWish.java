package com.moalog.sandbox.toss.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant asks of a cancellation. Immutable.
 *
 * @param amount null for all that is left
 * @param refundable what the merchant believes is left, or null if it does not say
 */
public record CancelWish(
    String reason,
    @Nullable BigDecimal amount,
    @Nullable BigDecimal refundable,
    boolean hasRefundAccount) {}
