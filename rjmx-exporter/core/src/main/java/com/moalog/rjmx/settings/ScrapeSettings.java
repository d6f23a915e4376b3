package com.moalog.rjmx.settings;

/**
 * When targets are read. Times in milliseconds, 0 for off.
 *
 * @param minIntervalMillis a younger result is served again
 * @param backgroundMillis read this often on our own and serve the last result
 * @param startDelayMillis read nothing before
 * @param timeoutMillis of a whole scrape
 */
public record ScrapeSettings(
    long minIntervalMillis, long backgroundMillis, long startDelayMillis, long timeoutMillis) {}
