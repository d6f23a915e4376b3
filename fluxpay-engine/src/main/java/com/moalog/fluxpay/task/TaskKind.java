package com.moalog.fluxpay.task;

/** The kinds of durable tasks, as the table names them. */
public enum TaskKind {
  PAYMENT_RECONCILE,
  REFUND_RECONCILE,
  WEBHOOK_DELIVER,
  WEBHOOK_INBOUND
}
