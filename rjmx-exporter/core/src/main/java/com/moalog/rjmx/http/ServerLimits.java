package com.moalog.rjmx.http;

/** How much a server takes from the outside. Times in milliseconds. */
public record ServerLimits(
    int connections, int headBytes, long headMillis, long idleMillis, long sendMillis) {

  /** The limits of the contract. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(64, 16 * 1024, 10_000, 60_000, 30_000);
}
