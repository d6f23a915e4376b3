package com.moalog.server.http;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * The part of a list that fits the caller's page, and where the next part begins.
 *
 * @param items what fits
 * @param nextCursor cursor of the next page, or {@code null} on the last
 */
public record Page<T>(List<T> items, @Nullable Long nextCursor) {

  public Page {
    items = List.copyOf(items);
  }

  /**
   * Cuts a list that was read with one row more than the page has.
   *
   * @param rows at most {@code size + 1} rows
   * @param size rows per page
   * @param cursor what identifies a row as the end of a page
   */
  public static <T> Page<T> of(List<T> rows, int size, ToLongFunction<T> cursor) {
    if (rows.size() <= size) {
      return new Page<>(rows, null);
    }
    return new Page<>(rows.subList(0, size), cursor.applyAsLong(rows.get(size - 1)));
  }

  /** Whether another page follows. */
  public boolean hasNext() {
    return nextCursor != null;
  }

  /**
   * The items as a plain array, as clients from before paging expect it; paging is in the headers.
   *
   * @param sized whether the caller asked for a page size, or else got a capped list
   */
  public ResponseEntity<Envelope<List<T>>> asArray(boolean sized) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
    if (nextCursor != null) {
      answer.header("X-Next-Cursor", Long.toString(nextCursor));
    }
    if (nextCursor != null && !sized) {
      answer.header("X-Truncated", "true");
    }
    return answer.body(Envelope.success(items));
  }
}
