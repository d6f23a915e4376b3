-- The daily comparison with the provider's settlement list. One run per tenant and day; a repeat
-- goes over the same run.
CREATE TABLE reconciliation_runs (
  id            UUID         PRIMARY KEY,
  tenant_id     VARCHAR(50)  NOT NULL,
  day           DATE         NOT NULL,
  status        VARCHAR(20)  NOT NULL CHECK (status IN ('REQUESTED', 'RUNNING', 'DONE', 'FAILED')),
  totals        JSONB        NOT NULL DEFAULT '{}',
  error_message TEXT,
  owner         UUID,
  locked_until  TIMESTAMPTZ,
  requested_at  TIMESTAMPTZ  NOT NULL,
  started_at    TIMESTAMPTZ,
  finished_at   TIMESTAMPTZ,
  UNIQUE (tenant_id, day)
);
ALTER TABLE reconciliation_runs ENABLE ROW LEVEL SECURITY;
ALTER TABLE reconciliation_runs FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON reconciliation_runs FOR ALL TO ${appUser}
  USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''))
  WITH CHECK (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''));
GRANT SELECT, INSERT, UPDATE ON reconciliation_runs TO ${appUser};

-- What an item is about: a transaction of the provider, or something of ours.
ALTER TABLE reconciliation_items ADD COLUMN subject VARCHAR(220);
ALTER TABLE reconciliation_items ADD COLUMN refund_id VARCHAR(50);
ALTER TABLE reconciliation_items ADD FOREIGN KEY (run_id) REFERENCES reconciliation_runs (id);
CREATE UNIQUE INDEX reconciliation_items_of_run
  ON reconciliation_items (run_id, kind, subject) WHERE run_id IS NOT NULL;
CREATE INDEX reconciliation_items_payment ON reconciliation_items (tenant_id, payment_id);

-- The worker counts open items of all tenants for a metric; it sees how many and how old, no more.
CREATE POLICY worker_counts ON reconciliation_items FOR SELECT TO ${workerUser} USING (true);
GRANT SELECT (kind, found_at, resolved_at) ON reconciliation_items TO ${workerUser};

CREATE INDEX payments_confirmed ON payments (tenant_id, confirmed_at) WHERE confirmed_at IS NOT NULL;
CREATE INDEX refunds_completed ON refunds (tenant_id, completed_at) WHERE completed_at IS NOT NULL;
CREATE INDEX refunds_provider_key ON refunds (tenant_id, pg_refund_id) WHERE pg_refund_id IS NOT NULL;
