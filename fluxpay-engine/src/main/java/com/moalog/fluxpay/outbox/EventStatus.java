package com.moalog.fluxpay.outbox;

/** Where an event of the outbox stands. */
enum EventStatus {
  /** It waits to be sent, perhaps again. */
  PENDING,
  PUBLISHED,
  /** No try will ever succeed; its key waits for an operator. */
  FAILED,
  /** An operator let its key go on without it. */
  SKIPPED
}
