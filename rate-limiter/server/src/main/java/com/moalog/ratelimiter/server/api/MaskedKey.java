package com.moalog.ratelimiter.server.api;

/** A caller's key as logs may show it. */
final class MaskedKey {

  private static final int LONGEST_HIDDEN = 6;

  private MaskedKey() {}

  static String of(String key) {
    return key.length() <= LONGEST_HIDDEN
        ? "***"
        : key.substring(0, 3) + "***" + key.substring(key.length() - 2);
  }
}
