/** The payment engine: its start and the list of its parts. */
@NullMarked
package com.moalog.fluxpay;

import org.jspecify.annotations.NullMarked;
