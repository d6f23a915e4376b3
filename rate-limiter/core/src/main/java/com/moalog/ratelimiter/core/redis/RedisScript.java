package com.moalog.ratelimiter.core.redis;

import java.util.Locale;

/** The operations that run inside Redis, as functions of one library or as single scripts. */
enum RedisScript {
  TOKEN_BUCKET_CHECK(false),
  TOKEN_BUCKET_REMAINING(true),
  SLIDING_WINDOW_CHECK(false),
  SLIDING_WINDOW_REMAINING(true);

  private final boolean readOnly;

  RedisScript(boolean readOnly) {
    this.readOnly = readOnly;
  }

  /** Name of the function in Redis. */
  String functionName() {
    return RedisSources.LIBRARY + "_" + localName();
  }

  /** Name of the Lua function in the sources. */
  String localName() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isReadOnly() {
    return readOnly;
  }
}
