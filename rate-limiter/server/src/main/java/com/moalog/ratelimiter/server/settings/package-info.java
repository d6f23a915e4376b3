/** What the service is told by its environment, with defaults and checks. */
@NullMarked
package com.moalog.ratelimiter.server.settings;

import org.jspecify.annotations.NullMarked;
