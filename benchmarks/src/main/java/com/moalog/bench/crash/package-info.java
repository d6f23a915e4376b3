/** Kills the payment engine at every durable boundary, starts it again and compares the ends. */
@NullMarked
package com.moalog.bench.crash;

import org.jspecify.annotations.NullMarked;
