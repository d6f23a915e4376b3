/** The endpoints that operators use: health, info and metrics. */
@NullMarked
package com.moalog.ratelimiter.server.actuator;

import org.jspecify.annotations.NullMarked;
