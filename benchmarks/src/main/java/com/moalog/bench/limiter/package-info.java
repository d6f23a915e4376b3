/** Measures the rate limiter: its library, its service, and what others do for the same limit. */
@NullMarked
package com.moalog.bench.limiter;

import org.jspecify.annotations.NullMarked;
