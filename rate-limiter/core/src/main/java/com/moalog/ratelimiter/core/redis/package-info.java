/** Decides in Redis: one atomic call on Redis's own clock for each decision. */
@NullMarked
package com.moalog.ratelimiter.core.redis;

import org.jspecify.annotations.NullMarked;
