package com.moalog.server.breaker;

import com.moalog.kit.breaker.FailureThreshold;
import java.time.Duration;

/**
 * When a breaker opens and for how long.
 *
 * @param failures how many failures open it
 * @param slow how many calls that failed or were slow open it
 * @param slowAfter how long a call may take before it counts as slow
 * @param openTime how long it stays open before one call may try again, and after that call the
 *     next
 */
public record BreakerSettings(
    FailureThreshold failures, FailureThreshold slow, Duration slowAfter, Duration openTime) {}
