package com.moalog.bench.limiter;

/**
 * One round of one case.
 *
 * @param perSecond decisions
 * @param p99Millis time that 99 of 100 decisions did not exceed
 * @param ownMicros CPU of the process that decides, for each decision
 * @param redisMicros CPU of Redis, for each decision
 */
record Measured(double perSecond, double p99Millis, double ownMicros, double redisMicros) {}
