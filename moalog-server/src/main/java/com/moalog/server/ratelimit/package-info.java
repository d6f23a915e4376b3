/**
 * The global limit per client address, or per member for what a page does by itself; decided by the
 * rate limiter and open when it fails.
 */
@NullMarked
package com.moalog.server.ratelimit;

import org.jspecify.annotations.NullMarked;
