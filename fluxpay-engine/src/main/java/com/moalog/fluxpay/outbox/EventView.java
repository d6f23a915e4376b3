package com.moalog.fluxpay.outbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as operators see it.
 *
 * @param number its place in the list
 * @param sequence its place in the life of its aggregate
 */
record EventView(
    @JsonIgnore long number,
    String eventId,
    String eventType,
    String aggregateType,
    String aggregateId,
    long sequence,
    String topic,
    String partitionKey,
    EventStatus status,
    int retryCount,
    Instant createdAt,
    Instant nextAttemptAt,
    @Nullable Instant publishedAt,
    @Nullable String errorMessage) {}
