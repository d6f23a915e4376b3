/** The payment and its state machine. */
@NullMarked
package com.moalog.fluxpay.payment.model;

import org.jspecify.annotations.NullMarked;
