package com.moalog.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TracingTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

  private static TraceHeaders headers(String traceParent) {
    return TraceHeaders.ofTraceParent(traceParent);
  }

  @Test
  void refusesAProtocolItCannotSpeak() {
    Map<String, String> environment =
        Map.of(Tracing.ENDPOINT, "http://127.0.0.1:4317", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    assertThatThrownBy(() -> Tracing.of("service", environment))
        .isInstanceOf(BadTracingSettingsException.class)
        .hasMessage(
            "OTEL_EXPORTER_OTLP_PROTOCOL=grpc is not supported: use http/protobuf, on port 4318");
  }

  @Test
  void refusesASamplerThatDoesNotExist() {
    Map<String, String> environment =
        Map.of(Tracing.ENDPOINT, "http://127.0.0.1:4318", "OTEL_TRACES_SAMPLER", "sometimes");
    assertThatThrownBy(() -> Tracing.of("service", environment))
        .isInstanceOf(BadTracingSettingsException.class)
        .hasMessageContaining("sometimes");
  }

  @Test
  void beginsATraceOfItsOwnWhenTheHeaderIsBroken() {
    try (Tracing tracing = Tracing.off()) {
      for (String broken : List.of("", "00-xyz", "00-" + "0".repeat(32) + "-b7ad6b7169203331-01")) {
        Operation operation = tracing.serve("GET /", headers(broken));
        assertThat(operation.traceId()).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
        assertThat(operation.traceParent()).endsWith("-00");
      }
    }
  }

  @Test
  void isOffWithoutAnEndpointAndRunsNoThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Tracing tracing = Tracing.of("service", Map.of(Tracing.ENDPOINT, " "))) {
      assertThat(tracing.isOn()).isFalse();
      tracing.serve("GET /", TraceHeaders.NONE).close();
      Set<String> started =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> !before.contains(thread))
              .map(Thread::getName)
              .filter(name -> name.contains("BatchSpan"))
              .collect(Collectors.toSet());
      assertThat(started).isEmpty();
    }
  }

  @Test
  void passesATraceOnAlsoWhenItIsOff() {
    try (Tracing tracing = Tracing.off();
        Operation request = tracing.serve("GET /", headers(PARENT));
        var _ = request.activate()) {
      Map<String, String> sent = new HashMap<>();
      try (Operation call = tracing.call("GET")) {
        call.writeHeaders(sent::put);
        assertThat(call.spanId()).isNotEqualTo(request.spanId());
      }
      assertThat(sent.get("traceparent")).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
    }
  }

  @Test
  void theLogFieldsAreThoseOfTheInnermostOperation() {
    try (Tracing tracing = Tracing.off()) {
      Operation outer = tracing.serve("outer", headers(PARENT));
      try (var _ = outer.activate()) {
        assertThat(MDC.get("trace_id")).isEqualTo(TRACE);
        Operation inner = tracing.call("inner");
        try (var _ = inner.activate()) {
          assertThat(MDC.get("span_id")).isEqualTo(inner.spanId());
        }
        assertThat(MDC.get("span_id")).isEqualTo(outer.spanId());
      }
      assertThat(MDC.get("trace_id")).isNull();
      assertThat(MDC.get("span_id")).isNull();
    }
  }

  @Test
  void exportsOneTraceThatCrossesTwoServices() throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Map<String, String> environment = patient(receiver);
      Tracing front = Tracing.of("front", environment);
      Tracing back = Tracing.of("back", environment);
      Operation request = front.serve("GET /rooms", TraceHeaders.NONE).with("url.path", "/rooms");
      Operation call = front.call("GET limiter", request);
      Map<String, String> wire = new HashMap<>();
      call.writeHeaders(wire::put);
      back.serve("GET /check", wire::get).answered(503).close();
      call.failed(new IOException("secret")).close();
      request.answered(200).close();
      front.close();
      back.close();

      Map<String, Span> byName =
          receiver.spans(3).stream().collect(Collectors.toMap(Span::getName, span -> span));
      assertThat(byName).containsOnlyKeys("GET /rooms", "GET limiter", "GET /check");
      Span root = Objects.requireNonNull(byName.get("GET /rooms"));
      Span middle = Objects.requireNonNull(byName.get("GET limiter"));
      Span leaf = Objects.requireNonNull(byName.get("GET /check"));
      assertThat(hex(root.getTraceId())).isEqualTo(request.traceId());
      assertThat(List.of(middle.getTraceId(), leaf.getTraceId())).containsOnly(root.getTraceId());
      assertThat(middle.getParentSpanId()).isEqualTo(root.getSpanId());
      assertThat(leaf.getParentSpanId()).isEqualTo(middle.getSpanId());
      assertThat(leaf.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
      assertThat(middle.toString()).contains("java.io.IOException").doesNotContain("secret");
      assertThat(receiver.resources().toString()).contains("front", "back");
    }
  }

  /** Settings under which a busy machine loses no span. */
  private static Map<String, String> patient(OtlpReceiver receiver) {
    return Map.of(Tracing.ENDPOINT, receiver.endpoint(), "OTEL_EXPORTER_OTLP_TIMEOUT", "60000");
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  @Test
  void continuesWhatAMessageKept() throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      try (Tracing tracing = Tracing.of("relay", patient(receiver))) {
        tracing.send("publish", headers(PARENT)).close();
        tracing.receive("process", headers(PARENT)).close();
      }
      assertThat(receiver.spans(2))
          .extracting(span -> hex(span.getTraceId()))
          .containsExactly(TRACE, TRACE);
      assertThat(receiver.spans())
          .extracting(Span::getKind)
          .containsExactly(Span.SpanKind.SPAN_KIND_PRODUCER, Span.SpanKind.SPAN_KIND_CONSUMER);
    }
  }

  @Test
  void aReceiverThatIsGoneStopsNobody() throws IOException {
    String closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = "http://127.0.0.1:" + socket.getLocalPort();
    }
    Tracing tracing = Tracing.of("service", Map.of(Tracing.ENDPOINT, closed));
    tracing.serve("GET /", TraceHeaders.NONE).answered(200).close();
    tracing.close();
    assertThat(tracing.isOn()).isTrue();
  }
}
