/** Asks the rate limiter whether a request may proceed, and never lets it stand in the way. */
@NullMarked
package com.moalog.ratelimiter.client;

import org.jspecify.annotations.NullMarked;
