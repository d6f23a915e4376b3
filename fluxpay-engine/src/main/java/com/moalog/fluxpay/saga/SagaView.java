package com.moalog.fluxpay.saga;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.moalog.fluxpay.saga.model.SagaStatus;
import com.moalog.fluxpay.saga.model.SagaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A saga as operators see it.
 *
 * @param number its place in the list
 * @param context a JSON object: ids and amounts that its steps use
 * @param steps a JSON array; absent in lists
 */
record SagaView(
    @JsonIgnore long number,
    String sagaId,
    SagaType type,
    String correlationId,
    SagaStatus status,
    int currentStep,
    @JsonRawValue String context,
    @Nullable String errorMessage,
    Instant deadlineAt,
    Instant startedAt,
    Instant updatedAt,
    @Nullable Instant completedAt,
    @JsonRawValue @Nullable String steps) {}
