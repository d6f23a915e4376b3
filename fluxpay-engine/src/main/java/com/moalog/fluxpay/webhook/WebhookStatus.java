package com.moalog.fluxpay.webhook;

/** Where a notification stands, as the table names it. */
enum WebhookStatus {
  PENDING,
  SENDING,
  RETRYING,
  DELIVERED,
  FAILED
}
