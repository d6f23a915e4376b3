/** The rate limiter as a service: HTTP in front, Redis behind. */
@NullMarked
package com.moalog.ratelimiter.server;

import org.jspecify.annotations.NullMarked;
