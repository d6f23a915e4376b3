/** Payments: from creation through approval and confirmation to a known outcome. */
@NullMarked
package com.moalog.fluxpay.payment;

import org.jspecify.annotations.NullMarked;
