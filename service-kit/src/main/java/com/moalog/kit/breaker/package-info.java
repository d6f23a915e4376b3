/** When a circuit breaker opens: the one rule that every breaker of the platform follows. */
@NullMarked
package com.moalog.kit.breaker;

import org.jspecify.annotations.NullMarked;
