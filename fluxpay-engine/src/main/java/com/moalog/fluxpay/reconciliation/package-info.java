/** The daily comparison of our books with the provider's settlement list. */
@NullMarked
package com.moalog.fluxpay.reconciliation;

import org.jspecify.annotations.NullMarked;
