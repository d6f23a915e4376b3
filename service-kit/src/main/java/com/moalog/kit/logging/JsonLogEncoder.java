package com.moalog.kit.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A logback encoder that writes one JSON object per line, UTF-8, with the fields that the log
 * pipeline reads: {@code timestamp} (RFC 3339, UTC, milliseconds), {@code level}, {@code logger},
 * {@code thread}, {@code message}, {@code service}, {@code error}, and from the MDC {@code
 * trace_id}, {@code span_id}, {@code request_id}, {@code tenant_id} and {@code member_id}, each
 * left out when absent. Key-value pairs of the event become fields of their own; a map becomes an
 * object, so an access line adds {@code http} as a map.
 *
 * <pre>{@code
 * <encoder class="com.moalog.kit.logging.JsonLogEncoder">
 *   <service>fluxpay-engine</service>
 * </encoder>
 * }</pre>
 *
 * <p>Thread-safe once started.
 */
public final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {

  /** Longest value of {@code logger} in UTF-16 units: longer names keep their end. */
  static final int LOGGER_NAME_LIMIT = 64;

  /** Longest {@code message} and {@code error.message}; the rest is replaced by an ellipsis. */
  static final int MESSAGE_LIMIT = 8_192;

  /** Longest {@code error.stack}; the rest is replaced by an ellipsis. */
  static final int STACK_LIMIT = 16_384;

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** MDC key to field name; tracing libraries use the camel-case spelling. */
  private static final List<Map.Entry<String, String>> CONTEXT_FIELDS =
      List.of(
          entry("trace_id", "trace_id"),
          entry("traceId", "trace_id"),
          entry("span_id", "span_id"),
          entry("spanId", "span_id"),
          entry("request_id", "request_id"),
          entry("tenant_id", "tenant_id"),
          entry("member_id", "member_id"));

  private String service = "unknown";
  private boolean msgIncluded;

  /** The value of the field {@code service}. */
  public void setService(String service) {
    this.service = service;
  }

  /** Whether the message is repeated under the name {@code msg}, which older pipelines read. */
  public void setMsgIncluded(boolean msgIncluded) {
    this.msgIncluded = msgIncluded;
  }

  @Override
  public byte @Nullable [] headerBytes() {
    return null;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(256);
    String message = shortened(String.valueOf(event.getFormattedMessage()), MESSAGE_LIMIT);
    JsonText json =
        new JsonText(line)
            .open()
            .field("timestamp", TIMESTAMP.format(Instant.ofEpochMilli(event.getTimeStamp())))
            .field("level", event.getLevel().toString())
            .field("logger", loggerName(event.getLoggerName()))
            .field("thread", event.getThreadName())
            .field("message", message)
            .field("msg", msgIncluded ? message : null)
            .field("service", service);
    contextFields(json, event.getMDCPropertyMap());
    keyValuePairs(json, event.getKeyValuePairs());
    error(json, event.getThrowableProxy());
    json.close();
    return line.append('\n').toString().getBytes(UTF_8);
  }

  @Override
  public byte @Nullable [] footerBytes() {
    return null;
  }

  private static String loggerName(String name) {
    return name.length() <= LOGGER_NAME_LIMIT
        ? name
        : name.substring(name.length() - LOGGER_NAME_LIMIT);
  }

  private static void contextFields(JsonText json, Map<String, String> context) {
    String written = "";
    for (var field : CONTEXT_FIELDS) {
      String value = context.get(field.getKey());
      if (value != null && !value.isEmpty() && !written.equals(field.getValue())) {
        json.field(field.getValue(), value);
        written = field.getValue();
      }
    }
  }

  private static void keyValuePairs(JsonText json, @Nullable List<KeyValuePair> pairs) {
    if (pairs != null) {
      pairs.forEach(pair -> json.field(pair.key, pair.value));
    }
  }

  private static void error(JsonText json, @Nullable IThrowableProxy thrown) {
    if (thrown == null) {
      return;
    }
    String message = thrown.getMessage();
    json.name("error")
        .open()
        .field("type", thrown.getClassName())
        .field("message", message == null ? null : shortened(message, MESSAGE_LIMIT))
        .field("stack", shortened(ThrowableProxyUtil.asString(thrown), STACK_LIMIT))
        .close();
  }

  private static String shortened(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit - 1) + '…';
  }
}
