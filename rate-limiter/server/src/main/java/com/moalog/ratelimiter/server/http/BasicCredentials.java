package com.moalog.ratelimiter.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The operator's name and password, compared in constant time. Immutable and thread-safe. */
public final class BasicCredentials {

  /** What a request shows. */
  public enum Shown {
    NOTHING,
    RIGHT,
    WRONG
  }

  private static final String SCHEME = "Basic ";

  private final byte[] expected;

  public BasicCredentials(String user, String password) {
    this.expected = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
  }

  /** Judges an {@code Authorization} header; another scheme shows nothing. */
  public Shown judge(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Shown.NOTHING;
    }
    try {
      byte[] shown = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      return MessageDigest.isEqual(expected, shown) ? Shown.RIGHT : Shown.WRONG;
    } catch (IllegalArgumentException notBase64) {
      return Shown.WRONG;
    }
  }
}
