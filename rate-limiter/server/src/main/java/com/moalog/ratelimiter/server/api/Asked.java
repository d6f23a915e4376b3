package com.moalog.ratelimiter.server.api;

import org.jspecify.annotations.Nullable;

/**
 * A request to the API as it was sent, not yet checked; what was left out is null.
 *
 * @param permits text of the number
 */
record Asked(
    @Nullable String key,
    @Nullable String algorithm,
    @Nullable String policy,
    @Nullable String permits) {}
