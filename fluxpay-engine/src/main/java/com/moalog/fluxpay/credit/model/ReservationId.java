package com.moalog.fluxpay.credit.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** Identifies a reservation: {@code rsv_} and 32 lower-case hexadecimal digits. */
public record ReservationId(String value) {

  private static final Pattern FORM = Pattern.compile("rsv_[0-9a-f]{32}");

  /** The id, or empty when the text is not one. */
  public static Optional<ReservationId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new ReservationId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
