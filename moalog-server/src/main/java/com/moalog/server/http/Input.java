package com.moalog.server.http;

import org.jspecify.annotations.Nullable;

/** Checks that many endpoints make on what they are given; lengths count Unicode code points. */
public final class Input {

  /** Rows that a list without paging returns at most. */
  public static final int LIST_LIMIT = 1_000;

  /** Largest page that a client may ask for. */
  public static final int PAGE_SIZE_LIMIT = 100;

  private Input() {}

  /** The field's value; a missing one is refused. */
  public static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, field);
    }
    return value;
  }

  /** An id from a path, which is at least 1. */
  public static long positiveId(long id) {
    if (id < 1) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "id");
    }
    return id;
  }

  /** A page size from 1 to {@value #PAGE_SIZE_LIMIT}, or the default when none was asked for. */
  public static int pageSize(@Nullable Integer size, int absent) {
    if (size == null) {
      return absent;
    }
    if (size < 1 || size > PAGE_SIZE_LIMIT) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "size");
    }
    return size;
  }

  /** A cursor of at least 1, or {@code null} for the first page. */
  public static @Nullable Long cursor(@Nullable Long cursor) {
    if (cursor != null && cursor < 1) {
      throw Refusal.ofField(ErrorCode.BAD_REQUEST, "cursor");
    }
    return cursor;
  }

  /** The number of Unicode code points. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
