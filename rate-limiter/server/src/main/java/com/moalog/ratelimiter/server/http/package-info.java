/** HTTP plumbing of this service: routes, replies, credentials, the caller's address. */
@NullMarked
package com.moalog.ratelimiter.server.http;

import org.jspecify.annotations.NullMarked;
