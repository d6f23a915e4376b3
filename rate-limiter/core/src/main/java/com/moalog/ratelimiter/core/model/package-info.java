/** Limits, the rules that choose them, and the integer arithmetic by which they decide. */
@NullMarked
package com.moalog.ratelimiter.core.model;

import org.jspecify.annotations.NullMarked;
