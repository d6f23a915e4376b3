-- Every active tenant has one standing task of each kind; the worker sees to that.
ALTER TABLE scheduled_tasks DROP CONSTRAINT scheduled_tasks_kind_check;
ALTER TABLE scheduled_tasks ADD CONSTRAINT scheduled_tasks_kind_check
  CHECK (kind IN ('SAGA_RESUME', 'PAYMENT_RECONCILE', 'REFUND_RECONCILE', 'WEBHOOK_DELIVER',
                  'WEBHOOK_INBOUND', 'SUBSCRIPTION_CYCLE', 'RESERVATION_EXPIRE',
                  'PAYMENT_EXPIRE', 'ORDER_EXPIRE', 'LATE_CAPTURE', 'RECONCILE'));
GRANT INSERT ON scheduled_tasks TO ${workerUser};
