/** The port to the payment service provider: what is asked, and what each answer means. */
@NullMarked
package com.moalog.fluxpay.psp;

import org.jspecify.annotations.NullMarked;
