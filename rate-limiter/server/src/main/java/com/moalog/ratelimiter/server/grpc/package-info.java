/** gRPC over the HTTP/2 that Vert.x speaks: unary calls, health, deadlines and limits. */
@NullMarked
package com.moalog.ratelimiter.server.grpc;

import org.jspecify.annotations.NullMarked;
