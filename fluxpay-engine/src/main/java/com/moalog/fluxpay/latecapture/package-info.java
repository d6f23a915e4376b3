/** Money that the provider took for a payment that had failed here goes back by itself. */
@NullMarked
package com.moalog.fluxpay.latecapture;

import org.jspecify.annotations.NullMarked;
