package com.moalog.ratelimiter.core.redis;

import java.util.Locale;

/** The operations that run inside Redis, as functions of one library or as single scripts. */
enum RedisScript {
  /** Decides and counts each request by itself. */
  CHECK(false),
  /** Decides each request and counts all or none. */
  CHECK_ALL(false),
  /** Takes permits in advance and gives back what is left of others. */
  LEASE(false),
  /** Decides and counts nothing. */
  PEEK(true);

  private final boolean readOnly;

  RedisScript(boolean readOnly) {
    this.readOnly = readOnly;
  }

  /** Name of the Lua function in the sources. */
  String localName() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isReadOnly() {
    return readOnly;
  }
}
