package com.moalog.fluxpay.task;

/** The kinds of durable tasks, as the table names them. */
public enum TaskKind {
  AUDIT_VERIFY,
  LATE_CAPTURE,
  ORDER_EXPIRE,
  ORDER_SERVE,
  PAYMENT_EXPIRE,
  PAYMENT_RECONCILE,
  RECONCILE,
  REFUND_RECONCILE,
  RESERVATION_EXPIRE,
  SAGA_RESUME,
  SUBSCRIPTION_CYCLE,
  WEBHOOK_DELIVER,
  WEBHOOK_INBOUND
}
