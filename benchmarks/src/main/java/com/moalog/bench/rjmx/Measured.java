package com.moalog.bench.rjmx;

/**
 * What was seen of one exporter in a process of its own.
 *
 * @param idleMegabytes resident memory some time after its start, before the first scrape
 * @param starts how often it was started
 * @param start the median of the starts
 */
record Measured(
    Exporter exporter,
    double idleMegabytes,
    int starts,
    RunningExporter.FirstAnswer start,
    Scrapes scrapes) {}
