package com.moalog.fluxpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.moalog.local.servers.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One request of a caller is one trace, through the engine, Kafka and the notification. */
class TracingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SPAN_OF_CALLER = "b7ad6b7169203331";

  private final String trace = UUID.randomUUID().toString().replace("-", "");

  @Test
  void aRequestIsOneTraceUpToTheEventAndTheNotification() throws Exception {
    try (OtlpReceiver otlp = new OtlpReceiver();
        Receiver receiver = new Receiver((_, _) -> 200);
        TestEngine engine =
            TestEngine.start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", otlp.endpoint()))) {
      Shop untraced = new Shop(engine);
      untraced
          .client()
          .with("X-Admin-Token", Subscriber.ADMIN)
          .put("/api/v1/webhooks/config", "{\"url\":\"" + receiver.url() + "\"}");
      String payment = untraced.approved(untraced.order());
      Client.Reply confirmed =
          untraced
              .client()
              .with("traceparent", "00-" + trace + "-" + SPAN_OF_CALLER + "-01")
              .post("/api/v1/payments/" + payment + "/confirm", "");
      assertThat(confirmed.json().path("metadata").path("traceId").asString()).isEqualTo(trace);

      String sent = traceParent(payment);
      await().atMost(PATIENCE).until(() -> !receiver.deliveries().isEmpty());
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(otlp.of(trace))
                .extracting(OtlpReceiver.Recorded::name)
                .contains(
                    "POST /api/v1/payments/{paymentId}/confirm",
                    "POST toss",
                    "send fluxpay.payment.events",
                    "send fluxpay.order.events",
                    "task WEBHOOK_DELIVER",
                    "POST notification");
            assertConnected(otlp.of(trace));
          });
      assertThat(sent).isEqualTo(id(otlp, "send fluxpay.payment.events"));
      String notified = receiver.deliveries().getFirst().traceParent();
      assertThat(notified).isEqualTo(id(otlp, "POST notification"));
    }
  }

  /** Every span hangs on another one of the trace; one hangs on the caller's. */
  private static void assertConnected(List<OtlpReceiver.Recorded> spans) {
    Set<String> ids = spans.stream().map(OtlpReceiver.Recorded::id).collect(Collectors.toSet());
    assertThat(spans)
        .allSatisfy(span -> {
          if (span.name().startsWith("POST /api")) {
            assertThat(span.parent()).isEqualTo(SPAN_OF_CALLER);
          } else {
            assertThat(ids).contains(span.parent());
          }
        });
  }

  private String id(OtlpReceiver otlp, String name) {
    return otlp.of(trace).stream()
        .filter(span -> span.name().equals(name))
        .map(span -> "00-" + trace + "-" + span.id() + "-01")
        .findFirst()
        .orElseThrow();
  }

  /** The header of the payment's last event. */
  private static String traceParent(String payment) {
    Map<String, String> headers = new HashMap<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                TestServers.kafka().bootstrapServers(),
                "group.id",
                "tracing-" + payment,
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of("fluxpay.payment.events"));
      await()
          .atMost(PATIENCE)
          .until(() -> {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
              Header header = record.headers().lastHeader("traceparent");
              if (record.key().endsWith(payment) && record.value().contains("payment.confirmed")) {
                headers.put("of", new String(header.value(), StandardCharsets.UTF_8));
              }
            }
            return headers.containsKey("of");
          });
    }
    return headers.getOrDefault("of", "");
  }

  @Test
  void theLinesOfARequestAreFoundByItsTrace() {
    Shop shop = new Shop(TestEngine.shared());
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger("com.moalog.fluxpay");
    lines.list = new CopyOnWriteArrayList<>();
    lines.start();
    root.addAppender(lines);
    try {
      String order = shop.order();
      String payment = shop.approved(order);
      shop.failNextConfirm(order, "{\"error\":{\"http\":401,\"code\":\"UNAUTHORIZED_KEY\"}}");

      shop.client()
          .with("traceparent", "00-" + trace + "-" + SPAN_OF_CALLER + "-01")
          .post("/api/v1/payments/" + payment + "/confirm", "");

      assertThat(List.copyOf(lines.list))
          .filteredOn(line -> trace.equals(line.getMDCPropertyMap().get("trace_id")))
          .extracting(ILoggingEvent::getFormattedMessage)
          .contains("the provider refuses our configuration: UNAUTHORIZED_KEY");
    } finally {
      root.detachAppender(lines);
    }
  }
}
