package com.moalog.fluxpay.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A notification as its tenant sees it. */
record WebhookView(
    @JsonIgnore long number,
    String webhookId,
    String eventId,
    String eventType,
    String targetUrl,
    WebhookStatus status,
    int retryCount,
    Instant createdAt,
    @Nullable Instant lastAttemptAt,
    @Nullable Instant nextRetryAt,
    @Nullable Instant deliveredAt,
    @Nullable Integer lastHttpStatus,
    @Nullable String errorMessage) {}
