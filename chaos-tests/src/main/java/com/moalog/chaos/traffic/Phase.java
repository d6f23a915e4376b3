package com.moalog.chaos.traffic;

/** When a request was sent, seen from the fault. */
public enum Phase {
  BEFORE,
  /** While the fault is put in or taken out: not judged. */
  BETWEEN,
  BROKEN,
  AFTER
}
