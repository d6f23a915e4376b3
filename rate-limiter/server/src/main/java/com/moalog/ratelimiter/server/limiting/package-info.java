/**
 * Decides in Redis while it answers, by the fail mode while it does not, and notices the change.
 */
@NullMarked
package com.moalog.ratelimiter.server.limiting;

import org.jspecify.annotations.NullMarked;
