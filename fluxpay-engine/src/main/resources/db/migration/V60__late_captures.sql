-- Differences between our books and the provider's record, and what became of them.
CREATE TABLE reconciliation_items (
  id              UUID        PRIMARY KEY,
  tenant_id       VARCHAR(50) NOT NULL,
  run_id          UUID,
  kind            VARCHAR(30) NOT NULL CHECK (kind IN
    ('MISSING_LOCAL', 'MISSING_PSP', 'AMOUNT_MISMATCH', 'STATUS_MISMATCH', 'LATE_CAPTURE')),
  payment_id      UUID        REFERENCES payments (id),
  psp_payment_key VARCHAR(200),
  local           JSONB       NOT NULL,
  psp             JSONB       NOT NULL,
  resolution      VARCHAR(30),
  found_at        TIMESTAMPTZ NOT NULL,
  resolved_at     TIMESTAMPTZ,
  CHECK ((resolution IS NULL) = (resolved_at IS NULL))
);
CREATE UNIQUE INDEX reconciliation_items_once
  ON reconciliation_items (tenant_id, kind, psp_payment_key) WHERE run_id IS NULL;
CREATE INDEX reconciliation_items_open ON reconciliation_items (tenant_id, kind)
  WHERE resolved_at IS NULL;

ALTER TABLE reconciliation_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE reconciliation_items FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON reconciliation_items FOR ALL TO ${appUser}
  USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''))
  WITH CHECK (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''));
GRANT SELECT, INSERT, UPDATE ON reconciliation_items TO ${appUser};

ALTER TABLE scheduled_tasks DROP CONSTRAINT scheduled_tasks_kind_check;
ALTER TABLE scheduled_tasks ADD CONSTRAINT scheduled_tasks_kind_check
  CHECK (kind IN ('SAGA_RESUME', 'PAYMENT_RECONCILE', 'REFUND_RECONCILE', 'WEBHOOK_DELIVER',
                  'WEBHOOK_INBOUND', 'SUBSCRIPTION_CYCLE', 'RESERVATION_EXPIRE',
                  'PAYMENT_EXPIRE', 'ORDER_EXPIRE', 'LATE_CAPTURE'));
