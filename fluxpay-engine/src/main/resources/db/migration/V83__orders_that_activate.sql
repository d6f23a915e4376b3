-- An order that pays for a subscription is served by the saga of its payment, as credit is.
CREATE OR REPLACE FUNCTION resume_payment_saga() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM saga_instances
      WHERE tenant_id = NEW.tenant_id AND correlation_id = 'payment:' || NEW.id
        AND status IN ('STARTED', 'PROCESSING', 'COMPENSATING'))
    OR (NEW.status = 'CONFIRMED' AND EXISTS (SELECT 1 FROM orders
      WHERE id = NEW.order_id AND fulfilment <> 'EXTERNAL'))
  THEN
    INSERT INTO scheduled_tasks (tenant_id, kind, ref_id, run_at)
    VALUES (NEW.tenant_id, 'SAGA_RESUME', NEW.id::text, now())
    ON CONFLICT (tenant_id, kind, ref_id) DO UPDATE
      SET run_at = excluded.run_at, attempts = 0, owner = NULL;
  END IF;
  RETURN NULL;
END
$$;
