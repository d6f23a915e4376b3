/** Envoy's rate limit service ({@code envoy.service.ratelimit.v3}), over gRPC and as JSON. */
@NullMarked
package com.moalog.ratelimiter.server.envoy;

import org.jspecify.annotations.NullMarked;
