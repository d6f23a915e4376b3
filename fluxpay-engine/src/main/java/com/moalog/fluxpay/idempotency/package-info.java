/** Makes a repeated request harmless: one execution per key, the same answer for each repeat. */
@NullMarked
package com.moalog.fluxpay.idempotency;

import org.jspecify.annotations.NullMarked;
