package com.moalog.server.room;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Where time and chance come from.
 *
 * @param clock the time
 * @param random unpredictable: invite codes are secrets
 */
record RoomSources(Clock clock, RandomGenerator random) {}
