package com.moalog.local.launcher.backup;

/** A backup cannot be made, believed or brought back; the message says why and names the place. */
public final class BackupException extends Exception {

  private final String reason;

  public BackupException(String message) {
    super(message);
    this.reason = message;
  }

  public BackupException(String message, Throwable cause) {
    super(message, cause);
    this.reason = message;
  }

  /** What went wrong, for people. */
  public String reason() {
    return reason;
  }
}
