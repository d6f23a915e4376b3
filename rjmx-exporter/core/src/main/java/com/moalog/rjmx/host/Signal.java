package com.moalog.rjmx.host;

/** What the machine tells a running process. */
public enum Signal {
  /** SIGTERM or SIGINT: finish what is in flight, then end. */
  STOP,
  /** SIGHUP: read the configuration again. */
  RELOAD
}
