package com.moalog.chaos.traffic;

/** Classes of statuses that mean different things to a user. */
public enum Answer {
  OK,
  LIMITED,
  REFUSED,
  BAD_GATEWAY,
  UNAVAILABLE,
  /** Any other 5xx: a fault that nobody thought of. */
  FAILED,
  /** The connection was refused or broke, or ten seconds passed. */
  SILENT;

  private static final int HTTP_OK = 200;
  private static final int HTTP_REFUSED = 400;
  private static final int HTTP_LIMITED = 429;
  private static final int HTTP_BAD_GATEWAY = 502;
  private static final int HTTP_UNAVAILABLE = 503;
  private static final int HTTP_FAILED = 500;

  static Answer of(int status) {
    return switch (status) {
      case HTTP_LIMITED -> LIMITED;
      case HTTP_BAD_GATEWAY -> BAD_GATEWAY;
      case HTTP_UNAVAILABLE -> UNAVAILABLE;
      default -> {
        if (status < HTTP_OK) {
          yield SILENT;
        }
        yield status < HTTP_REFUSED ? OK : status < HTTP_FAILED ? REFUSED : FAILED;
      }
    };
  }

  /** Whether a user would call it an error of the platform. */
  public boolean isError() {
    return switch (this) {
      case OK, LIMITED, REFUSED -> false;
      case BAD_GATEWAY, UNAVAILABLE, FAILED, SILENT -> true;
    };
  }
}
