package com.moalog.ratelimiter.core.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A limit with a name, for the keys that match it.
 *
 * @param name unique among the rules; 1 to 63 of {@code a-z 0-9 _ -}
 * @param match which keys it is for; null if only requests that name it use it
 * @param limit what it grants
 * @param counting how closely it is kept
 * @param permitsMax most permits in one request, at most the limit's
 * @param failMode what answers while Redis is away; null means as the server is configured
 * @param shadow whether it only counts and never refuses
 */
public record Rule(
    String name,
    @Nullable KeyPattern match,
    Limit limit,
    Counting counting,
    long permitsMax,
    @Nullable FailMode failMode,
    boolean shadow) {

  /** Name of the limits that apply when no rule does. */
  public static final String DEFAULT_NAME = "default";

  /** Name of the limits that callers bring themselves. */
  public static final String OVERRIDE_NAME = "override";

  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}");

  public Rule {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("name must match [a-z0-9_-]{1,63}, got: " + name);
    }
    if (counting instanceof Counting.Leased(long most) && most > limit.permits()) {
      throw new IllegalArgumentException(
          "lease-max must be from 1 to %d, got: %d".formatted(limit.permits(), most));
    }
    if (permitsMax < 1 || permitsMax > limit.permits()) {
      throw new IllegalArgumentException(
          "permits-max must be from 1 to %d, got: %d".formatted(limit.permits(), permitsMax));
    }
  }

  /** A limit that applies when no rule does. */
  public static Rule byDefault(Limit limit) {
    return new Rule(DEFAULT_NAME, null, limit, new Counting.Strict(), limit.permits(), null, false);
  }
}
