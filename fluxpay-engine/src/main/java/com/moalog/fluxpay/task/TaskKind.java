package com.moalog.fluxpay.task;

/** The kinds of durable tasks, as the table names them. */
public enum TaskKind {
  LATE_CAPTURE,
  PAYMENT_RECONCILE,
  REFUND_RECONCILE,
  RESERVATION_EXPIRE,
  SUBSCRIPTION_CYCLE,
  WEBHOOK_DELIVER,
  WEBHOOK_INBOUND
}
