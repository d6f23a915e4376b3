package com.moalog.local.launcher.supervise;

import java.util.Locale;

/** Where a part is in its life. */
public enum State {
  /** Nobody has asked for this optional part yet. */
  OFF,
  /** Somebody stopped it. */
  STOPPED,
  /** A part that it needs is not there yet. */
  WAITING,
  /** Its program or data directory is being made ready. */
  PREPARING,
  /** The process runs and has not answered a health check yet. */
  STARTING,
  HEALTHY,
  /** The process runs, was healthy, and does not answer its health check now. */
  UNHEALTHY,
  /** The process died; the next start comes after a pause. */
  RESTARTING,
  /** It cannot be started at all; the next try comes after a pause. */
  FAILED,
  STOPPING;

  /** The word that the user reads. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
