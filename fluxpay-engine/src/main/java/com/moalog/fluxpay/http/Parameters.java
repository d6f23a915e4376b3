package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.Uuids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

  /**
   * The parameter as a moment in ISO 8601, or {@code absent} when it was not sent.
   *
   * @throws RefusedException with {@code VAL_001} when it is not one
   */
  public static Instant instant(String name, @Nullable String value, Instant absent) {
    try {
      return value == null ? absent : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeParseException malformed) {
      throw RefusedException.ofField(name, "must be a moment such as 2026-03-01T00:00:00Z");
    }
  }

  /**
   * The parameter as a constant, or empty when it was not sent.
   *
   * @throws RefusedException with {@code VAL_001} when there is no such constant
   */
  public static <E extends Enum<E>> Optional<E> constant(
      String name, @Nullable String value, Class<E> type) {
    if (value == null) {
      return Optional.empty();
    }
    Optional<E> constant =
        Arrays.stream(type.getEnumConstants()).filter(one -> one.name().equals(value)).findFirst();
    if (constant.isEmpty()) {
      throw RefusedException.ofField(
          name, "must be one of " + Arrays.toString(type.getEnumConstants()));
    }
    return constant;
  }
}
