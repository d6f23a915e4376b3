/** The payment engine and its provider as processes, for every benchmark that needs them. */
@NullMarked
package com.moalog.bench.payment;

import org.jspecify.annotations.NullMarked;
