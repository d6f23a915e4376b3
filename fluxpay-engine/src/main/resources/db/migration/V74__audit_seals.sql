-- Each row of the audit log is sealed by a hash over itself and the seal before it, per tenant in
-- the order of the ids. Nobody may change or remove a seal.
CREATE TABLE audit_seals (
  tenant_id VARCHAR(50) NOT NULL,
  audit_id  BIGINT      NOT NULL,
  prev_hash VARCHAR(64) NOT NULL,
  hash      VARCHAR(64) NOT NULL,
  sealed_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, audit_id)
);
ALTER TABLE audit_seals ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_seals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON audit_seals FOR ALL TO ${appUser}
  USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''))
  WITH CHECK (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''));
GRANT SELECT, INSERT ON audit_seals TO ${appUser};
CREATE INDEX audit_log_order ON audit_log (tenant_id, id);

-- For consumers that keep their effects in this database: an event has its effect once.
CREATE TABLE processed_events (
  consumer_group VARCHAR(50) NOT NULL,
  event_id       VARCHAR(50) NOT NULL,
  processed_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer_group, event_id)
);
CREATE INDEX processed_events_age ON processed_events (processed_at);
GRANT SELECT, INSERT, DELETE ON processed_events TO ${appUser};

ALTER TABLE scheduled_tasks DROP CONSTRAINT scheduled_tasks_kind_check;
ALTER TABLE scheduled_tasks ADD CONSTRAINT scheduled_tasks_kind_check
  CHECK (kind IN ('SAGA_RESUME', 'PAYMENT_RECONCILE', 'REFUND_RECONCILE', 'WEBHOOK_DELIVER',
                  'WEBHOOK_INBOUND', 'SUBSCRIPTION_CYCLE', 'RESERVATION_EXPIRE',
                  'PAYMENT_EXPIRE', 'ORDER_EXPIRE', 'LATE_CAPTURE', 'RECONCILE', 'AUDIT_VERIFY'));
