package com.moalog.kit.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Spans of the OpenTelemetry SDK, configured by the variables of its specification. */
final class RecordedSpans implements Tracing.Spans {

  private static final String HTTP = "http/protobuf";
  private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
  private static final int CLOSE_LIMIT_SECONDS = 3;

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;

  private RecordedSpans(OpenTelemetrySdk sdk) {
    this.sdk = sdk;
    this.tracer = sdk.getTracer("com.moalog");
  }

  static RecordedSpans start(String service, Map<String, String> environment) {
    String protocol = environment.getOrDefault(PROTOCOL, HTTP);
    if (!protocol.equals(HTTP)) {
      throw new BadTracingSettingsException(
          PROTOCOL + "=" + protocol + " is not supported: use " + HTTP + ", on port 4318", null);
    }
    try {
      return new RecordedSpans(
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesCustomizer(ignored -> properties(service, environment))
              .build()
              .getOpenTelemetrySdk());
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw new BadTracingSettingsException("OTEL_*: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> properties(String service, Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.service.name", service);
    properties.put("otel.exporter.otlp.timeout", "3000");
    properties.put("otel.bsp.schedule.delay", "1000");
    environment.forEach((name, value) -> {
      if (name.startsWith("OTEL_") && !value.isBlank()) {
        properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
      }
    });
    properties.put("otel.exporter.otlp.protocol", HTTP);
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    return properties;
  }

  @Override
  public Span start(String name, SpanKind kind, Context parent) {
    return tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
  }

  @Override
  public void close() {
    sdk.getSdkTracerProvider().shutdown().join(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
