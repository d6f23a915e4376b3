package com.moalog.fluxpay.model;

/** A user as the tenant names it: opaque, 1 to 100 characters, not blank. */
public record UserId(String value) {

  public static final int LENGTH_LIMIT = 100;

  public UserId {
    if (value.isBlank() || value.length() > LENGTH_LIMIT) {
      throw new IllegalArgumentException("not a user id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
