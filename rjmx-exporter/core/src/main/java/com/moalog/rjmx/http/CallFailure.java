package com.moalog.rjmx.http;

/**
 * Why a call brought no whole answer.
 *
 * @param reason a short class for logs: {@code refused}, {@code timeout}, {@code reset}, ...
 * @param mayRetry whether the same call may be sent again: nothing was answered yet
 */
public record CallFailure(String reason, String message, boolean mayRetry) {}
