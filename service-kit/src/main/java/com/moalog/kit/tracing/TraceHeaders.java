package com.moalog.kit.tracing;

import org.jspecify.annotations.Nullable;

/**
 * Reads the headers of a message, whatever library it came in by: HTTP, Kafka, or a column in which
 * they were kept.
 */
@FunctionalInterface
public interface TraceHeaders {

  /** No headers: begins a trace of its own. */
  TraceHeaders NONE = name -> null;

  /** The first value of that header, whose name is in lower case; null when there is none. */
  @Nullable String first(String name);

  /** The headers of a message of which only {@code traceparent} was kept. */
  static TraceHeaders ofTraceParent(@Nullable String kept) {
    return name -> name.equals("traceparent") ? kept : null;
  }
}
