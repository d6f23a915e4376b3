package com.moalog.fluxpay.refund;

import com.moalog.fluxpay.refund.model.Refund;

/**
 * A refund as its row holds it.
 *
 * @param eventSequence the number of its newest event, 0 before the first
 */
record StoredRefund(Refund refund, long eventSequence) {}
