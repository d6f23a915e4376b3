package com.moalog.rjmx.scrape;

/**
 * Why a target could not be read.
 *
 * @param reason a short class: {@code refused}, {@code timeout}, {@code http_404}, {@code json},
 *     ...
 */
public record ScrapeFailure(String reason, String message) {}
