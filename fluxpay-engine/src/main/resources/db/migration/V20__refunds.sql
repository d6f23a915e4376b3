-- A refund is a row of its own; how much of a payment is on its way back is kept on the payment, so
-- that its constraint alone forbids giving back more than was taken.
CREATE TABLE refunds (
  id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id     VARCHAR(50)   NOT NULL,
  refund_id     VARCHAR(50)   NOT NULL UNIQUE,
  payment_id    UUID          NOT NULL REFERENCES payments (id),
  amount        NUMERIC(19,4) NOT NULL CHECK (amount > 0),
  currency      VARCHAR(3)    NOT NULL,
  reason        VARCHAR(500),
  status        VARCHAR(20)   NOT NULL
    CHECK (status IN ('REQUESTED', 'PROCESSING', 'COMPLETED', 'FAILED')),
  initiator     VARCHAR(20)   NOT NULL
    CHECK (initiator IN ('CLIENT', 'ORDER_CANCEL', 'SERVICE_FAILED', 'SUBSCRIPTION', 'RECONCILIATION')),
  pg_refund_id  VARCHAR(100),
  failure_code  VARCHAR(100),
  error_message TEXT,
  requested_at  TIMESTAMPTZ   NOT NULL,
  completed_at  TIMESTAMPTZ,
  updated_at    TIMESTAMPTZ   NOT NULL,
  version       BIGINT        NOT NULL DEFAULT 0,
  event_seq     BIGINT        NOT NULL DEFAULT 0
);
CREATE INDEX refunds_payment ON refunds (tenant_id, payment_id, id);
CREATE INDEX refunds_requested ON refunds (tenant_id, requested_at);
CREATE INDEX refunds_status ON refunds (tenant_id, status);

ALTER TABLE refunds ENABLE ROW LEVEL SECURITY;
ALTER TABLE refunds FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON refunds FOR ALL TO ${appUser}
  USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''))
  WITH CHECK (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''));
GRANT SELECT, INSERT, UPDATE ON refunds TO ${appUser};

-- The attempts of one refund, by the beginning of their keys.
CREATE INDEX payment_attempts_key ON payment_attempts (tenant_id, psp_idempotency_key text_pattern_ops);
