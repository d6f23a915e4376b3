package com.moalog.kit.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.moalog.build.HouseRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLogEncoderTest {

  private final LoggerContext context = new LoggerContext();
  private final JsonLogEncoder encoder = new JsonLogEncoder();

  JsonLogEncoderTest() {
    encoder.setService("fluxpay-engine");
  }

  @Test
  void writesTheFieldsOfThePipeline() {
    LoggingEvent event = event("paid", null);
    event.setInstant(Instant.parse("2026-03-01T09:00:00.120Z"));

    JsonNode line = encode(event);

    assertThat(line.get("timestamp").asString()).isEqualTo("2026-03-01T09:00:00.120Z");
    assertThat(line.get("level").asString()).isEqualTo("WARN");
    assertThat(line.get("logger").asString()).isEqualTo("com.moalog.Example");
    assertThat(line.get("thread").asString()).isNotEmpty();
    assertThat(line.get("message").asString()).isEqualTo("paid");
    assertThat(line.get("service").asString()).isEqualTo("fluxpay-engine");
    assertThat(line.has("msg")).isFalse();
    assertThat(line.has("trace_id")).isFalse();
    assertThat(line.has("error")).isFalse();
  }

  @Test
  void keepsEveryCharacterOnOneLine() {
    String text = "줄\n바꿈 \"quoted\" back\\slash\ttab \u0000\u001b\u2028 😀";

    byte[] bytes = encoder.encode(event(text, null));

    assertThat(new String(bytes, UTF_8).lines()).hasSize(1);
    assertThat(parse(bytes).get("message").asString()).isEqualTo(text);
  }

  @Test
  void takesTheTraceFromEitherSpellingOnce() {
    LoggingEvent event =
        event("x", null, Map.of("traceId", "aa", "trace_id", "bb", "request_id", "r-1"));

    JsonNode line = encode(event);

    assertThat(line.get("trace_id").asString()).isEqualTo("bb");
    assertThat(line.get("request_id").asString()).isEqualTo("r-1");
    assertThat(new String(encoder.encode(event), UTF_8)).containsOnlyOnce("trace_id");
  }

  @Test
  void writesAccessFactsAsAnObject() {
    Map<String, Object> http = new LinkedHashMap<>();
    http.put("method", "GET");
    http.put("status", 200);
    http.put("duration_ms", 1.5);
    LoggingEvent event = event("GET /health", null);
    event.addKeyValuePair(new KeyValuePair("http", http));

    JsonNode line = encode(event);

    assertThat(line.get("http").get("status").asInt()).isEqualTo(200);
    assertThat(line.get("http").get("duration_ms").asDouble()).isEqualTo(1.5);
  }

  @Test
  void writesAnErrorWithItsStackAsOneString() {
    JsonNode line = encode(event("failed", new IllegalStateException("no order 7")));

    JsonNode error = line.get("error");
    assertThat(error.get("type").asString()).isEqualTo("java.lang.IllegalStateException");
    assertThat(error.get("message").asString()).isEqualTo("no order 7");
    assertThat(error.get("stack").asString()).contains("JsonLogEncoderTest").contains("\n");
  }

  @Test
  void cutsWhatIsTooLong() {
    JsonNode line = encode(event("a".repeat(JsonLogEncoder.MESSAGE_LIMIT + 1), null));

    assertThat(line.get("message").asString()).hasSize(JsonLogEncoder.MESSAGE_LIMIT).endsWith("…");
    JsonNode whole = encode(event("a".repeat(JsonLogEncoder.MESSAGE_LIMIT), null));
    assertThat(whole.get("message").asString()).doesNotContain("…");
  }

  @Test
  void repeatsTheMessageAsMsgWhenAskedTo() {
    encoder.setMsgIncluded(true);

    assertThat(encode(event("paid", null)).get("msg").asString()).isEqualTo("paid");
  }

  @Test
  void obeysTheHouseRules() {
    HouseRules.check("com.moalog.kit");
  }

  private LoggingEvent event(String message, @Nullable Throwable thrown) {
    return event(message, thrown, Map.of());
  }

  private LoggingEvent event(
      String message, @Nullable Throwable thrown, Map<String, String> loggingContext) {
    Logger logger = Objects.requireNonNull(context.getLogger("com.moalog.Example"));
    LoggingEvent event = new LoggingEvent("fqcn", logger, Level.WARN, message, thrown, null);
    event.setMDCPropertyMap(loggingContext);
    return event;
  }

  private JsonNode encode(ILoggingEvent event) {
    return parse(encoder.encode(event));
  }

  private static JsonNode parse(byte[] bytes) {
    return JsonMapper.shared().readTree(bytes);
  }
}
