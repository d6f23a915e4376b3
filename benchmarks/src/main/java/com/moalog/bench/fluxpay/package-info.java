/** Measures the payment engine beside what its statements alone cost on the same PostgreSQL. */
@NullMarked
package com.moalog.bench.fluxpay;

import org.jspecify.annotations.NullMarked;
