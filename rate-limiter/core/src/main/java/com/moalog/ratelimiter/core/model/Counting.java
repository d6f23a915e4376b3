package com.moalog.ratelimiter.core.model;

/** How closely all instances together keep a limit, against how often they ask Redis. */
public sealed interface Counting {

  /** By how much the requests of any window can exceed the limit, at worst. */
  Overshoot overshoot(Limit limit, int localSharePermille);

  /** As the rules write it. */
  String text();

  /** Every request is decided by Redis. */
  record Strict() implements Counting {

    @Override
    public Overshoot overshoot(Limit limit, int localSharePermille) {
      return Overshoot.NONE;
    }

    @Override
    public String text() {
      return "strict";
    }
  }

  /**
   * Permits are taken from Redis in advance, for a tenth of a second, and spent without asking.
   *
   * @param most permits of a key that all instances together may hold unspent: also by how much the
   *     requests of a window can exceed the limit, for a permit that is taken at the end of one
   *     window may be spent at the start of the next
   */
  record Leased(long most) implements Counting {

    private static final long DEFAULT_PART = 10;

    public Leased {
      if (most < 1) {
        throw new IllegalArgumentException("lease-max must be positive, got: " + most);
      }
    }

    /** Leases of a tenth of the limit. */
    public static Leased of(Limit limit) {
      return new Leased(Math.max(1, limit.permits() / DEFAULT_PART));
    }

    @Override
    public Overshoot overshoot(Limit limit, int localSharePermille) {
      return new Overshoot(most, 0, 0);
    }

    @Override
    public String text() {
      return "leased";
    }
  }

  /** Each instance decides by itself, on its share of the limit. */
  record Local() implements Counting {

    @Override
    public Overshoot overshoot(Limit limit, int localSharePermille) {
      long each = Limit.share(limit.permits(), localSharePermille);
      return new Overshoot(0, each, limit.permits());
    }

    @Override
    public String text() {
      return "local";
    }
  }
}
