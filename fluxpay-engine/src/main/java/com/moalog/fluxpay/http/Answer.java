package com.moalog.fluxpay.http;

/**
 * A finished answer: exactly what goes over the wire, so that it can be stored and replayed.
 *
 * @param status HTTP status
 * @param body the envelope as JSON text
 */
public record Answer(int status, String body) {}
