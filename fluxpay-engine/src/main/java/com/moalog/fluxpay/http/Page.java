package com.moalog.fluxpay.http;

import com.moalog.fluxpay.model.Uuids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for. Lists are sorted by a number that falls, newest first; where
 * several elements may have one number, such as a time in microseconds, by their ids within it.
 *
 * @param limit most elements of the answer
 * @param before only elements whose number is below this one
 * @param beforeId or equal to it and whose id is below this one
 */
public record Page(int limit, long before, UUID beforeId) {

  public static final int LIMIT_MOST = 500;
  static final int LIMIT_USUAL = 100;

  /** No id is below it: only smaller numbers count. */
  private static final UUID NONE = new UUID(0, 0);

  private static final char SEPARATOR = ':';

  /** A page of a list in which no number comes twice. */
  public Page(int limit, long before) {
    this(limit, before, NONE);
  }

  /**
   * Reads the parameters {@code limit} and {@code cursor}.
   *
   * @throws RefusedException with {@code VAL_001} when one is malformed
   */
  public static Page of(@Nullable String limit, @Nullable String cursor) {
    int most = limit == null ? LIMIT_USUAL : limit(limit);
    return cursor == null ? new Page(most, Long.MAX_VALUE) : open(most, cursor);
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LIMIT_MOST) {
        return limit;
      }
    } catch (NumberFormatException refusedBelow) {
      // Said in the same words as a number out of range.
    }
    throw RefusedException.ofField("limit", "must be a number from 1 to " + LIMIT_MOST);
  }

  private static Page open(int limit, String cursor) {
    try {
      String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      int separator = place.indexOf(SEPARATOR);
      if (separator < 0) {
        return new Page(limit, Long.parseLong(place));
      }
      long number = Long.parseLong(place.substring(0, separator));
      return Uuids.parse(place.substring(separator + 1))
          .map(id -> new Page(limit, number, id))
          .orElseThrow(Page::unknownCursor);
    } catch (IllegalArgumentException malformed) {
      throw unknownCursor();
    }
  }

  private static RefusedException unknownCursor() {
    return RefusedException.ofField("cursor", "must be a cursor of an earlier answer");
  }

  /**
   * Only elements that are older, or as old and with a lower id, in a list that is sorted by time
   * and id.
   */
  public OffsetDateTime beforeTime() {
    return Instant.EPOCH.plus(Math.max(before, 0), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** How many rows to read: one more than asked for tells whether more follow. */
  public int rows() {
    return limit + 1;
  }

  /** The elements of this page among the rows that were read. */
  public <T> List<T> of(List<T> rows) {
    return rows.size() > limit ? rows.subList(0, limit) : rows;
  }

  /** The cursor of the next page; absent when there is none. */
  public <T> @Nullable String next(List<T> rows, ToLongFunction<T> number) {
    return rows.size() <= limit
        ? null
        : sealed(Long.toString(number.applyAsLong(rows.get(limit - 1))));
  }

  /** The cursor of the next page of a list that is sorted by time and id. */
  public <T> @Nullable String next(List<T> rows, Function<T, Instant> time, Function<T, UUID> id) {
    if (rows.size() <= limit) {
      return null;
    }
    T last = rows.get(limit - 1);
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time.apply(last));
    return sealed(Long.toString(micros) + SEPARATOR + id.apply(last));
  }

  private static String sealed(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.US_ASCII));
  }
}
