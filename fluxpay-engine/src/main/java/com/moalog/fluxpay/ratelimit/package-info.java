/** How many requests a tenant may make for each of its users in a minute. */
@NullMarked
package com.moalog.fluxpay.ratelimit;

import org.jspecify.annotations.NullMarked;
