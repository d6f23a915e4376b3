package com.moalog.fluxpay.refund.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Identifies a refund.
 *
 * @param value {@code ref_} and 32 lower-case hexadecimal digits
 */
public record RefundId(String value) {

  /** How every id begins. */
  public static final String PREFIX = "ref_";

  private static final Pattern FORM = Pattern.compile("ref_[0-9a-f]{32}");

  public RefundId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an id of a refund: " + value);
    }
  }

  /** The id, or empty when the text is none. */
  public static Optional<RefundId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new RefundId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
