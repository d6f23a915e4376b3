package com.moalog.fluxpay.outbox;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened to an aggregate.
 *
 * @param id unique; consumers recognise a repeat by it
 * @param aggregate whose event it is
 * @param type for example {@code payment.confirmed}
 * @param occurredAt when it happened
 * @param fields what a consumer learns, without id and time
 */
public record DomainEvent(
    String id, Aggregate aggregate, String type, Instant occurredAt, Map<String, Object> fields) {

  /**
   * The position of an event in the life of an aggregate.
   *
   * @param type {@code order} or {@code payment}; names the topic
   * @param id the aggregate's id
   * @param sequence 1 for the aggregate's first event, without gaps afterwards
   */
  public record Aggregate(String type, String id, long sequence) {}
}
