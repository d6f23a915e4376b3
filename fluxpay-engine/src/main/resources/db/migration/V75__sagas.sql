-- What takes several steps, and how far it got. Written with the changes that it describes.
CREATE TABLE saga_instances (
  id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id      VARCHAR(50)  NOT NULL,
  saga_id        VARCHAR(50)  NOT NULL UNIQUE,
  saga_type      VARCHAR(50)  NOT NULL,
  correlation_id VARCHAR(100) NOT NULL,
  status         VARCHAR(20)  NOT NULL CHECK (status IN
    ('STARTED', 'PROCESSING', 'COMPLETED', 'COMPENSATING', 'COMPENSATED', 'FAILED')),
  current_step   INT          NOT NULL DEFAULT 0,
  context_data   TEXT,
  error_message  TEXT,
  deadline_at    TIMESTAMPTZ  NOT NULL,
  version        BIGINT       NOT NULL DEFAULT 0,
  started_at     TIMESTAMPTZ  NOT NULL,
  updated_at     TIMESTAMPTZ  NOT NULL,
  completed_at   TIMESTAMPTZ,
  UNIQUE (tenant_id, correlation_id)
);
CREATE INDEX saga_instances_started ON saga_instances (tenant_id, started_at);
CREATE INDEX saga_instances_open ON saga_instances (tenant_id, status)
  WHERE status NOT IN ('COMPLETED', 'COMPENSATED');

CREATE TABLE saga_steps (
  id                    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id             VARCHAR(50) NOT NULL,
  saga_id               VARCHAR(50) NOT NULL REFERENCES saga_instances (saga_id) ON DELETE CASCADE,
  step_order            INT         NOT NULL,
  step_name             VARCHAR(50) NOT NULL,
  status                VARCHAR(20) NOT NULL CHECK (status IN
    ('PENDING', 'EXECUTING', 'COMPLETED', 'SKIPPED', 'FAILED', 'COMPENSATING', 'COMPENSATED')),
  attempts              INT         NOT NULL DEFAULT 0,
  compensation_attempts INT         NOT NULL DEFAULT 0,
  executed_at           TIMESTAMPTZ,
  compensated_at        TIMESTAMPTZ,
  error_message         TEXT,
  UNIQUE (saga_id, step_order)
);

DO $$
DECLARE
  tenant_table TEXT;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['saga_instances', 'saga_steps']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY tenant_rows ON %I FOR ALL TO ${appUser}
         USING (tenant_id = NULLIF(current_setting(''app.tenant_id'', true), ''''))
         WITH CHECK (tenant_id = NULLIF(current_setting(''app.tenant_id'', true), ''''))', tenant_table);
  END LOOP;
END
$$;
GRANT SELECT, INSERT, UPDATE, DELETE ON saga_instances, saga_steps TO ${appUser};

-- A trigger and not a use case has the saga go on, so that no way of settling a payment can forget
-- it, and none takes another round trip for it.
CREATE FUNCTION resume_payment_saga() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM saga_instances
      WHERE tenant_id = NEW.tenant_id AND correlation_id = 'payment:' || NEW.id
        AND status IN ('STARTED', 'PROCESSING', 'COMPENSATING'))
    OR (NEW.status = 'CONFIRMED' AND EXISTS (SELECT 1 FROM orders
      WHERE id = NEW.order_id AND fulfilment = 'CREDIT_CHARGE'))
  THEN
    INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at)
    VALUES (NEW.tenant_id, 'SAGA_RESUME', NEW.id::text, now())
    ON CONFLICT (tenant_id, kind, ref_id) DO UPDATE
      SET run_at = excluded.run_at, attempts = 0, owner = NULL;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER payment_settled AFTER UPDATE OF status ON payments
  FOR EACH ROW WHEN (NEW.kind = 'ONE_OFF' AND NEW.status IS DISTINCT FROM OLD.status
    AND NEW.status IN ('CONFIRMED', 'FAILED', 'REFUNDED'))
  EXECUTE FUNCTION resume_payment_saga();
