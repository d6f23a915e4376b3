package com.moalog.fluxpay.audit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;

/**
 * One thing that happened to a resource.
 *
 * @param number its place in the resource's life, from 1
 * @param source where it was written down
 * @param action what happened, for example {@code payment.confirmed}
 * @param details a JSON object: what else that place knows
 */
record TimelineEntry(
    @JsonIgnore long number,
    Source source,
    Instant at,
    String action,
    String resourceType,
    String resourceId,
    @JsonRawValue String details) {

  /** Where something was written down. */
  enum Source {
    /** The append-only log. */
    AUDIT,
    /** Calls to the payment provider. */
    PROVIDER_CALL,
    /** Events of the outbox. */
    EVENT,
    /** Notifications of the tenant. */
    NOTIFICATION
  }
}
