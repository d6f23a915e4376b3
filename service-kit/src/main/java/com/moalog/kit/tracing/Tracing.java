package com.moalog.kit.tracing;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The traces of one service (OpenTelemetry, W3C Trace Context).
 *
 * <p>Without {@code OTEL_EXPORTER_OTLP_ENDPOINT} nothing is recorded, exported or kept, and no
 * thread runs; ids are still taken from callers or made, written to the log and passed on, so that
 * the lines of one request find each other in every service. With it, spans go to that endpoint in
 * batches, over OTLP/HTTP; the other {@code OTEL_*} variables of the OpenTelemetry specification
 * (sampler, resource attributes, timeouts) are obeyed. An endpoint that is down costs log lines of
 * the exporter and nothing else.
 *
 * <pre>{@code
 * try (Operation request = tracing.serve("GET /rooms", headers::get);
 *     var _ = request.activate()) {
 *   ...
 *   request.answered(200);
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Tracing implements AutoCloseable {

  /** The variable that turns the export on. */
  public static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  private static final TextMapGetter<TraceHeaders> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(TraceHeaders headers) {
          return List.of();
        }

        @Override
        public @Nullable String get(@Nullable TraceHeaders headers, String name) {
          return headers == null ? null : headers.first(name.toLowerCase(Locale.ROOT));
        }
      };

  private final TextMapPropagator propagator =
      TextMapPropagator.composite(
          W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());
  private final Spans spans;

  private Tracing(Spans spans) {
    this.spans = spans;
  }

  /** Passes traces on and records nothing. */
  public static Tracing off() {
    return new Tracing(new UnrecordedSpans());
  }

  /**
   * Tracing as the environment wants it.
   *
   * @param service the name of the service in traces, unless {@code OTEL_SERVICE_NAME} is set
   * @throws BadTracingSettingsException when the {@code OTEL_*} variables make no sense
   */
  public static Tracing of(String service, Map<String, String> environment) {
    String endpoint = environment.getOrDefault(ENDPOINT, "");
    return endpoint.isBlank() ? off() : new Tracing(RecordedSpans.start(service, environment));
  }

  /** Whether spans are recorded and exported. */
  public boolean isOn() {
    return spans instanceof RecordedSpans;
  }

  /** Begins to serve a request; continues the caller's trace when the headers name one. */
  public Operation serve(String name, TraceHeaders headers) {
    return begin(name, SpanKind.SERVER, propagator.extract(Context.root(), headers, GETTER));
  }

  /** Begins to handle a message; continues the sender's trace when the headers name one. */
  public Operation receive(String name, TraceHeaders headers) {
    return begin(name, SpanKind.CONSUMER, propagator.extract(Context.root(), headers, GETTER));
  }

  /** Begins a call to another service, as part of what this thread works on. */
  public Operation call(String name) {
    return begin(name, SpanKind.CLIENT, Context.current());
  }

  /** Begins a call as part of that operation, for code that changes threads. */
  public Operation call(String name, Operation parent) {
    return parent.child(name, SpanKind.CLIENT);
  }

  /** Begins to send a message that continues the trace that the headers name. */
  public Operation send(String name, TraceHeaders headers) {
    return begin(name, SpanKind.PRODUCER, propagator.extract(Context.root(), headers, GETTER));
  }

  Operation begin(String name, SpanKind kind, Context parent) {
    return new Operation(spans.start(name, kind, parent), parent, this);
  }

  TextMapPropagator propagator() {
    return propagator;
  }

  /** Sends what is still waiting, for at most a few seconds. */
  @Override
  public void close() {
    spans.close();
  }

  /** Where spans come from. */
  interface Spans {
    Span start(String name, SpanKind kind, Context parent);

    void close();
  }
}
