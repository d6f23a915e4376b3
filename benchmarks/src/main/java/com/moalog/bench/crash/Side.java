package com.moalog.bench.crash;

/** On which side of a boundary the engine dies. */
enum Side {
  /** What it wanted has not happened. */
  BEFORE,
  /** What it wanted has happened, and it never learned so. */
  AFTER
}
