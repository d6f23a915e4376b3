package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.Uuids;
import java.util.UUID;

/** Reads parameters of the path and the query. */
public final class Parameters {

  private Parameters() {}

  /**
   * The parameter as a UUID.
   *
   * @throws RefusedException with {@code VAL_001} when it is not one
   */
  public static UUID uuid(String name, String value) {
    return Uuids.parse(value).orElseThrow(() -> RefusedException.ofField(name, "must be a UUID"));
  }

  /**
   * The parameter, not blank and of at most {@code limit} characters.
   *
   * @throws RefusedException with {@code VAL_001} when it is not
   */
  public static String text(String name, String value, int limit) {
    if (value.isBlank() || value.length() > limit || !JsonBodies.isStorable(value)) {
      throw RefusedException.ofField(name, "must be a text of 1 to " + limit + " characters");
    }
    return value;
  }
}
