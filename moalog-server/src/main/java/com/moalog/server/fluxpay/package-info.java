/** The client of the payment engine. */
@NullMarked
package com.moalog.server.fluxpay;

import org.jspecify.annotations.NullMarked;
