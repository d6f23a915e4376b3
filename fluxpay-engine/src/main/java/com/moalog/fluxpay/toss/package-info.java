/** Toss Payments behind the port of the payment service provider. */
@NullMarked
package com.moalog.fluxpay.toss;

import org.jspecify.annotations.NullMarked;
