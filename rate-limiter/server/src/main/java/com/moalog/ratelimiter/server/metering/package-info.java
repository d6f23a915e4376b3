/** How meters are kept. */
@NullMarked
package com.moalog.ratelimiter.server.metering;

import org.jspecify.annotations.NullMarked;
