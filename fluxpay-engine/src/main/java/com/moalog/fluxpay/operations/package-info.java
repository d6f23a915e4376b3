/** What operators look at: health, readiness and metrics. */
@NullMarked
package com.moalog.fluxpay.operations;

import org.jspecify.annotations.NullMarked;
