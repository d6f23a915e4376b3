package com.moalog.fluxpay.http;

/**
 * A field of the input that is not acceptable.
 *
 * @param field its path, for example {@code lineItems[0].quantity}
 * @param message what is expected, in one line
 */
public record FieldError(String field, String message) {}
