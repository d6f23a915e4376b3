package com.moalog.server.live;

/**
 * An event of a retrospect.
 *
 * @param number counts from 1 without a gap
 * @param name on the wire
 * @param data as JSON
 */
record NumberedEvent(long number, String name, String data) {}
