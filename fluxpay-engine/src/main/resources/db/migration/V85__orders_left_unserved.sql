-- A standing task looks for paid orders whose service nobody gave.
CREATE INDEX orders_unserved ON orders (tenant_id, paid_at)
  WHERE status = 'PAID' AND fulfilment <> 'EXTERNAL';

ALTER TABLE scheduled_tasks DROP CONSTRAINT scheduled_tasks_kind_check;
ALTER TABLE scheduled_tasks ADD CONSTRAINT scheduled_tasks_kind_check
  CHECK (kind IN ('SAGA_RESUME', 'PAYMENT_RECONCILE', 'REFUND_RECONCILE', 'WEBHOOK_DELIVER',
                  'WEBHOOK_INBOUND', 'SUBSCRIPTION_CYCLE', 'RESERVATION_EXPIRE',
                  'PAYMENT_EXPIRE', 'ORDER_EXPIRE', 'LATE_CAPTURE', 'RECONCILE', 'AUDIT_VERIFY',
                  'ORDER_SERVE'));
