/** The endpoints that callers use to be limited. */
@NullMarked
package com.moalog.ratelimiter.server.api;

import org.jspecify.annotations.NullMarked;
