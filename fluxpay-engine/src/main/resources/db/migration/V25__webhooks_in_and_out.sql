-- Which tenant a provider's message about a payment concerns. Ids only, and no row-level security:
-- the message arrives without a tenant. BILLING_KEY rows hold the key's hash in place of the name.
CREATE TABLE psp_refs (
  id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id       VARCHAR(50)  NOT NULL,
  subject         VARCHAR(20)  NOT NULL DEFAULT 'PAYMENT' CHECK (subject IN ('PAYMENT', 'BILLING_KEY')),
  psp_payment_key VARCHAR(200) UNIQUE,
  psp_order_id    VARCHAR(64)  NOT NULL,
  payment_id      UUID         NOT NULL
);
CREATE INDEX psp_refs_order ON psp_refs (psp_order_id, id DESC);
GRANT SELECT, INSERT ON psp_refs TO ${appUser};

-- A trigger and not a use case writes the rows, so that no way of storing a payment can forget it.
-- The provider knows a one-off payment by its order, a charge of a billing key by the payment itself.
CREATE FUNCTION remember_provider_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO psp_refs (tenant_id, psp_payment_key, psp_order_id, payment_id)
  VALUES (NEW.tenant_id, NEW.pg_payment_key,
    CASE NEW.kind WHEN 'BILLING' THEN NEW.id::text ELSE NEW.order_id::text END, NEW.id)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER payment_named_by_provider AFTER UPDATE OF pg_payment_key ON payments
  FOR EACH ROW WHEN (NEW.pg_payment_key IS DISTINCT FROM OLD.pg_payment_key AND NEW.pg_payment_key IS NOT NULL)
  EXECUTE FUNCTION remember_provider_name();
CREATE TRIGGER billing_payment_created AFTER INSERT ON payments
  FOR EACH ROW WHEN (NEW.kind = 'BILLING' OR NEW.pg_payment_key IS NOT NULL)
  EXECUTE FUNCTION remember_provider_name();

CREATE TABLE inbound_webhooks (
  id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id    VARCHAR(50)  NOT NULL,
  provider     VARCHAR(20)  NOT NULL,
  dedup_key    VARCHAR(200) NOT NULL,
  event_type   VARCHAR(60)  NOT NULL,
  payload      JSONB        NOT NULL,
  payment_id   UUID,
  status       VARCHAR(20)  NOT NULL CHECK (status IN ('RECEIVED', 'PROCESSED', 'IGNORED', 'FAILED')),
  received_at  TIMESTAMPTZ  NOT NULL,
  processed_at TIMESTAMPTZ,
  UNIQUE (tenant_id, provider, dedup_key)
);
CREATE INDEX inbound_webhooks_open ON inbound_webhooks (tenant_id, payment_id) WHERE status = 'RECEIVED';
ALTER TABLE inbound_webhooks ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbound_webhooks FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON inbound_webhooks FOR ALL TO ${appUser}
  USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''))
  WITH CHECK (tenant_id = NULLIF(current_setting('app.tenant_id', true), ''));
GRANT SELECT, INSERT, UPDATE ON inbound_webhooks TO ${appUser};

-- Once the operators configured a tenant's notifications, the environment no longer overrules them.
ALTER TABLE webhook_secrets ADD COLUMN configured_at TIMESTAMPTZ;
GRANT INSERT, UPDATE ON webhook_secrets TO ${appUser};

-- The engine may not write tenants; this one column of its own tenant is the exception.
CREATE FUNCTION set_own_webhook_url(url VARCHAR) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  UPDATE tenants SET webhook_url = url
  WHERE tenant_id = NULLIF(current_setting('app.tenant_id', true), '')
$$;
REVOKE EXECUTE ON FUNCTION set_own_webhook_url(VARCHAR) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION set_own_webhook_url(VARCHAR) TO ${appUser};
