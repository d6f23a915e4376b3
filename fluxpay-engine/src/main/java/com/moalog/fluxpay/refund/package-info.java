/** Refunds: money that goes back, in full or in part, never twice and never too much. */
@NullMarked
package com.moalog.fluxpay.refund;

import org.jspecify.annotations.NullMarked;
