package com.moalog.sandbox.faults;

/** Strikes the next {@code times} requests that match. Immutable. */
record Rule(Match match, int times, Fault fault) {}
