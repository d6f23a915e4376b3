/** Takes permits in advance, spends them without asking again, and gives back what is left. */
@NullMarked
package com.moalog.ratelimiter.core.lease;

import org.jspecify.annotations.NullMarked;
