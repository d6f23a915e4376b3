package com.moalog.ratelimiter.server.limiting;

/** A caller's key as logs may show it. */
public final class MaskedKey {

  private static final int LONGEST_HIDDEN = 6;

  private MaskedKey() {}

  public static String of(String key) {
    return key.length() <= LONGEST_HIDDEN
        ? "***"
        : key.substring(0, 3) + "***" + key.substring(key.length() - 2);
  }
}
