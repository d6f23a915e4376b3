/** Order, payment and service in one call, as a saga that recovers by itself. */
@NullMarked
package com.moalog.fluxpay.checkout;

import org.jspecify.annotations.NullMarked;
