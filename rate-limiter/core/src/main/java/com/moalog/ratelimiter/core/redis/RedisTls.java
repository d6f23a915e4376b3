package com.moalog.ratelimiter.core.redis;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether connections are encrypted. The server must prove to be the host that was asked for.
 *
 * @param authorities certificates in PEM that are trusted; null for those that Java trusts
 */
public record RedisTls(boolean used, @Nullable Path authorities) {

  /** Connections in the clear. */
  public static final RedisTls OFF = new RedisTls(false, null);
}
