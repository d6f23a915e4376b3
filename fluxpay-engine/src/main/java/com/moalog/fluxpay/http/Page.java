package com.moalog.fluxpay.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for. Lists are sorted by a number that falls, newest first.
 *
 * @param limit most elements of the answer
 * @param before only elements whose number is below this one
 */
public record Page(int limit, long before) {

  public static final int LIMIT_MOST = 500;
  static final int LIMIT_USUAL = 100;

  /**
   * Reads the parameters {@code limit} and {@code cursor}.
   *
   * @throws RefusedException with {@code VAL_001} when one is malformed
   */
  public static Page of(@Nullable String limit, @Nullable String cursor) {
    return new Page(
        limit == null ? LIMIT_USUAL : limit(limit), cursor == null ? Long.MAX_VALUE : open(cursor));
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

  private static long open(String cursor) {
    try {
      byte[] number = Base64.getUrlDecoder().decode(cursor);
      return Long.parseLong(new String(number, StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException malformed) {
      throw RefusedException.ofField("cursor", "must be a cursor of an earlier answer");
    }
  }

  /** The number of an element in a list that is sorted by time. */
  public static long number(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** Only elements that are older, in a list that is sorted by time. */
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
    if (rows.size() <= limit) {
      return null;
    }
    String last = Long.toString(number.applyAsLong(rows.get(limit - 1)));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(last.getBytes(StandardCharsets.US_ASCII));
  }
}
