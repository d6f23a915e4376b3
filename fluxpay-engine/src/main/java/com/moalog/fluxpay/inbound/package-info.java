/** What the payment service provider tells unasked, which is only ever a reason to look. */
@NullMarked
package com.moalog.fluxpay.inbound;

import org.jspecify.annotations.NullMarked;
