package com.moalog.fluxpay.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits to be sent.
 *
 * @param id the row's id; lower ids of a key are sent first
 * @param shard which shard the key belongs to
 * @param topic where it goes
 * @param key what is kept in order
 * @param payload the exact text to send
 * @param retries how often sending failed
 * @param labels what the record's headers say
 */
record PendingEvent(
    long id, int shard, String topic, String key, String payload, int retries, Labels labels) {

  record Labels(String eventId, String eventType, String tenant, @Nullable String traceParent) {}

  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/cloudevents+json");
    headers.put("event-id", labels.eventId());
    headers.put("event-type", labels.eventType());
    headers.put("tenant-id", labels.tenant());
    return headers;
  }
}
