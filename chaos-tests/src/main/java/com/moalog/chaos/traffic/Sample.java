package com.moalog.chaos.traffic;

/** One request and what became of it. */
record Sample(Phase phase, Kind kind, Answer answer, long nanos) {}
