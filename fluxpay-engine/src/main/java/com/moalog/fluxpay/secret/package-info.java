/** Secrets at rest and signatures. */
@NullMarked
package com.moalog.fluxpay.secret;

import org.jspecify.annotations.NullMarked;
