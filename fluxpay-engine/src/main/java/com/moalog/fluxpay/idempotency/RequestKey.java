package com.moalog.fluxpay.idempotency;

/**
 * A request as its repeats are recognised.
 *
 * @param endpoint method and concrete path
 * @param key what the client sent
 * @param fingerprint the canonical body's hash
 */
record RequestKey(String endpoint, String key, String fingerprint) {}
