package com.moalog.local.launcher.process;

/** How a part is asked to stop. */
public enum StopSignal {
  /** The usual request. */
  TERM,
  /** PostgreSQL's fast shutdown: open sessions are ended, nothing is lost. */
  INT
}
