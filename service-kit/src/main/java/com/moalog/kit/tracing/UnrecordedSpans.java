package com.moalog.kit.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Ids without anything behind them: the trace of the parent, or a new one that is not sampled. */
final class UnrecordedSpans implements Tracing.Spans {

  private static final IdGenerator IDS = IdGenerator.random();

  @Override
  public Span start(String name, SpanKind kind, Context parent) {
    SpanContext outer = Span.fromContext(parent).getSpanContext();
    return Span.wrap(
        outer.isValid()
            ? SpanContext.create(
                outer.getTraceId(),
                IDS.generateSpanId(),
                outer.getTraceFlags(),
                outer.getTraceState())
            : SpanContext.create(
                IDS.generateTraceId(),
                IDS.generateSpanId(),
                TraceFlags.getDefault(),
                TraceState.getDefault()));
  }

  @Override
  public void close() {
    // Nothing waits.
  }
}
