/** Decides in the memory of this process, for the time that Redis is away. */
@NullMarked
package com.moalog.ratelimiter.core.memory;

import org.jspecify.annotations.NullMarked;
