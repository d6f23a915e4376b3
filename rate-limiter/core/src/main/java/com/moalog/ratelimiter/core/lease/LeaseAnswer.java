package com.moalog.ratelimiter.core.lease;

import com.moalog.ratelimiter.core.model.Decision;

/**
 * What the desk answered.
 *
 * @param granted permits that the lessee may spend; zero if so few could be had that the desk
 *     decided the needed ones itself
 * @param takenMicros the desk's time when they were taken
 * @param decision on the granted permits, or on the needed ones if none are granted
 * @param instances how many ask for this key at present, this one included
 */
public record LeaseAnswer(long granted, long takenMicros, Decision decision, int instances) {}
