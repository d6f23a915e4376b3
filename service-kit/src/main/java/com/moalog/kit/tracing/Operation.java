package com.moalog.kit.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One span in progress. Every method may be called from any thread; {@link #activate} binds it to
 * the thread that calls. {@link #close} ends it once; later calls change nothing.
 */
public final class Operation implements AutoCloseable {

  private static final int SERVER_ERROR = 500;
  private static final String TRACE_FIELD = "trace_id";
  private static final String SPAN_FIELD = "span_id";

  private final Span span;
  private final Context context;
  private final Tracing tracing;

  Operation(Span span, Context parent, Tracing tracing) {
    this.span = span;
    this.context = parent.with(span);
    this.tracing = tracing;
  }

  /** The thread works on an operation until this is closed. */
  @FunctionalInterface
  public interface Active extends AutoCloseable {
    @Override
    void close();
  }

  /** 32 lower-case hexadecimal digits. */
  public String traceId() {
    return span.getSpanContext().getTraceId();
  }

  /** 16 lower-case hexadecimal digits. */
  public String spanId() {
    return span.getSpanContext().getSpanId();
  }

  /** The header that continues this operation elsewhere (W3C Trace Context, section 3.2). */
  public String traceParent() {
    SpanContext own = span.getSpanContext();
    return "00-" + own.getTraceId() + "-" + own.getSpanId() + "-" + own.getTraceFlags().asHex();
  }

  /** Writes the headers that continue this operation elsewhere. */
  public void writeHeaders(BiConsumer<String, String> header) {
    tracing
        .propagator()
        .inject(
            context,
            header,
            (target, name, value) -> {
              if (target != null) {
                target.accept(name, value);
              }
            });
  }

  /**
   * Makes this the parent of what the calling thread starts, and puts {@code trace_id} and {@code
   * span_id} into its log lines, until the result is closed on the same thread.
   */
  @SuppressWarnings("MustBeClosedChecker") // The result closes the scope.
  public Active activate() {
    var scope = context.makeCurrent();
    var outerTrace = MDC.get(TRACE_FIELD);
    var outerSpan = MDC.get(SPAN_FIELD);
    MDC.put(TRACE_FIELD, traceId());
    MDC.put(SPAN_FIELD, spanId());
    return () -> {
      restore(TRACE_FIELD, outerTrace);
      restore(SPAN_FIELD, outerSpan);
      scope.close();
    };
  }

  private static void restore(String field, @Nullable String outer) {
    if (outer == null) {
      MDC.remove(field);
    } else {
      MDC.put(field, outer);
    }
  }

  Operation child(String name, SpanKind kind) {
    return tracing.begin(name, kind, context);
  }

  /** A better name than the first one, for example when the route is known. */
  public Operation named(String name) {
    span.updateName(name);
    return this;
  }

  /** Adds an attribute of the semantic conventions. No secrets and no text that people wrote. */
  public Operation with(String name, String value) {
    span.setAttribute(name, value);
    return this;
  }

  /** Adds an attribute of the semantic conventions. */
  public Operation with(String name, long value) {
    span.setAttribute(name, value);
    return this;
  }

  /** The status of an HTTP answer; 5xx marks the operation as failed. */
  public Operation answered(int status) {
    span.setAttribute("http.response.status_code", status);
    if (status >= SERVER_ERROR) {
      span.setStatus(StatusCode.ERROR);
    }
    return this;
  }

  /** Marks the operation as failed; only the kind of the failure is kept, not its message. */
  public Operation failed(Throwable failure) {
    span.setAttribute("error.type", failure.getClass().getName());
    span.setStatus(StatusCode.ERROR);
    return this;
  }

  @Override
  public void close() {
    span.end();
  }
}
