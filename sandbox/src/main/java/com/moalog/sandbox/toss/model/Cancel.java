package com.moalog.sandbox.toss.model;

import java.math.BigDecimal;
import java.time.Instant;

/** One cancellation that took money back. Immutable. */
public record Cancel(
    BigDecimal cancelAmount, String cancelReason, Instant canceledAt, String transactionKey) {}
