/** The strict path of the rate limiter as Spring WebFlux and Lettuce would serve it. */
@NullMarked
package com.moalog.bench.limiter.webflux;

import org.jspecify.annotations.NullMarked;
